import { SettingOutlined } from '@ant-design/icons'
import { Button, Popover, Select, Switch } from 'antd'
import type { Tile } from '@/answers/tile/queries'
import type { Look, QueryValue } from '@/answers/types'
import { useBoardTexts } from '../texts'

const LOOKS: Look[] = ['number', 'line', 'area', 'bar', 'table']
const COMPARES = ['none', 'previous', 'year'] as const

/** How a tile of a trend is looked at: as what, beside which time, with its target. */
export default function TileSettings({ tile, onChange }: { tile: Tile; onChange: (tile: Tile) => void }) {
  const w = useBoardTexts()
  if (tile.query.kind !== 'trend') return null
  const ask = (patch: Partial<QueryValue>) => onChange({ ...tile, query: { ...tile.query, ...patch } })
  return (
    <Popover
      trigger="click"
      content={
        <div className="tile-settings">
          <label>
            {w.look}
            <Select
              value={tile.look}
              onChange={(look) => onChange({ ...tile, look })}
              options={LOOKS.map((l) => ({ value: l, label: w.lookOf[l] }))}
            />
          </label>
          <label>
            {w.compare}
            <Select
              value={tile.query.compare ?? 'none'}
              onChange={(compare) => ask({ compare })}
              options={COMPARES.map((c) => ({ value: c, label: w.compareOf[c] }))}
              popupMatchSelectWidth={false}
            />
          </label>
          <label>
            {w.goal}
            <Switch
              size="small"
              checked={tile.goal !== false}
              onChange={(goal) => onChange({ ...tile, goal: goal ? undefined : false })}
            />
          </label>
        </div>
      }
    >
      <Button size="small" type="text" icon={<SettingOutlined />} aria-label={`${w.settings} ${tile.title}`} />
    </Popover>
  )
}
