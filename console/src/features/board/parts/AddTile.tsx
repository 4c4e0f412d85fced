import { PlusOutlined } from '@ant-design/icons'
import { Button, Select, Space } from 'antd'
import { useState } from 'react'
import { useMetrics } from '@/answers/queries'
import { bottom } from '@/answers/tile/layout'
import type { Tile } from '@/answers/tile/queries'
import type { Look } from '@/answers/types'
import { uuid } from '@/api/uuid'
import { useLang } from '@/i18n'
import { useBoardTexts } from '../texts'

const LOOKS: Look[] = ['number', 'line', 'bar', 'table']

/** A metric of the catalogue as a new tile below the others. */
export function AddTile({ tiles, onAdd }: { tiles: Tile[]; onAdd: (tile: Tile) => void }) {
  const w = useBoardTexts()
  const lang = useLang()
  const metrics = useMetrics()
  const [look, setLook] = useState<Look>('number')
  const [key, setKey] = useState<string>()
  const named = (metrics.data?.items ?? []).map((m) => ({
    value: m.key,
    label: (lang === 'en-US' && m.name_en) || m.name_zh,
    about: (lang === 'en-US' && m.about_en) || m.about_zh,
  }))
  const add = () => {
    const metric = named.find((m) => m.value === key)
    if (!metric) return
    const isNumber = look === 'number'
    onAdd({
      id: uuid().slice(0, 8),
      title: metric.label,
      note: metric.about,
      look,
      query: {
        kind: 'trend',
        range: { days: 30 },
        metrics: [{ metric: metric.value }],
        ...(isNumber ? { compare: 'previous' } : {}),
      },
      x: 0,
      y: bottom(tiles),
      w: isNumber ? 3 : 6,
      h: isNumber ? 2 : 4,
    })
    setKey(undefined)
  }
  return (
    <Space wrap>
      <Select
        aria-label={w.chooseMetric}
        placeholder={w.chooseMetric}
        showSearch={{ optionFilterProp: 'label' }}
        value={key}
        onChange={setKey}
        options={named}
        optionRender={(o) => <span title={o.data.about}>{o.label}</span>}
        style={{ minWidth: 190 }}
      />
      <Select
        aria-label={w.addTile}
        value={look}
        onChange={setLook}
        options={LOOKS.map((l) => ({ value: l, label: w.lookOf[l] }))}
        style={{ minWidth: 90 }}
      />
      <Button icon={<PlusOutlined />} disabled={!key} onClick={add}>
        {w.addTile}
      </Button>
    </Space>
  )
}
