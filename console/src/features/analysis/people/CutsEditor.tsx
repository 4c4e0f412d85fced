import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, InputNumber, Select, Slider } from 'antd'
import { type Axis, isWhole, unitOfAxis } from '@/answers/looks/people/spread'
import type { Cuts } from '@/answers/types'
import { useSpreadTexts } from './texts'

const CUTS_MAX = 30
const FEN = 100
/** So far beyond the last cut a slider goes. */
const ROOM = 2.5

export type CutMode = 'auto' | 'median' | 'quartiles' | 'fifths' | 'own'
export const modeOf = (cuts: Cuts | undefined): CutMode =>
  cuts === undefined ? 'auto' : typeof cuts === 'string' ? cuts : 'own'

/** Where buckets begin: how they are cut, each cut as a number, and a slider where there is one to move. */
export function CutsEditor(props: {
  axis: Axis
  name: string
  cuts: Cuts | undefined
  /** The cuts as they are now, made by the server or given. */
  now: number[]
  modes: Exclude<CutMode, 'own'>[]
  hasSlider?: boolean
  onChange: (cuts: Cuts | undefined) => void
}) {
  const w = useSpreadTexts()
  const scale = unitOfAxis(props.axis) === 'fen' ? FEN : 1
  const now = props.now.map((c) => c / scale)
  const [least, most] = [now[0] ?? 1, now[now.length - 1] ?? 1]
  const put = (cuts: number[]) => {
    const sorted = [...new Set(cuts.filter((c) => Number.isFinite(c)))].sort((a, b) => a - b)
    if (sorted.length > 0) props.onChange(sorted.map((c) => Math.round(c * scale * 1e6) / 1e6))
  }
  const upper = Math.max(Math.ceil(most * ROOM), 10)
  return (
    <div className="row" style={{ gap: 8, flexWrap: 'wrap', flex: 1 }}>
      <Select
        aria-label={`${props.name} · ${w.cutMode}`}
        value={modeOf(props.cuts)}
        onChange={(mode: CutMode) => (mode === 'own' ? put(now) : props.onChange(mode === 'auto' ? undefined : mode))}
        options={[...props.modes, 'own' as const].map((m) => ({ value: m, label: w.cutModeOf[m] }))}
        popupMatchSelectWidth={false}
        style={{ minWidth: 150 }}
      />
      {now.map((cut, i) => (
        <span key={`${i} ${now.length}`} className="row nowrap" style={{ gap: 0 }}>
          <InputNumber
            aria-label={`${props.name} · ${w.cut(i + 1)}`}
            value={cut}
            precision={isWhole(props.axis) ? 0 : scale === FEN ? 2 : undefined}
            prefix={scale === FEN ? '¥' : undefined}
            onChange={(v) => v !== null && put(now.map((o, at) => (at === i ? v : o)))}
            changeOnWheel={false}
            style={{ width: scale === FEN ? 130 : 76 }}
          />
          {now.length > 1 && modeOf(props.cuts) === 'own' && (
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={`${props.name} · ${w.dropCut(i + 1)}`}
              onClick={() => put(now.filter((_, at) => at !== i))}
            />
          )}
        </span>
      ))}
      {modeOf(props.cuts) === 'own' && !props.hasSlider && (
        <Button
          type="dashed"
          size="small"
          icon={<PlusOutlined />}
          aria-label={`${props.name} · ${w.addCut}`}
          title={w.addCut}
          disabled={now.length >= CUTS_MAX}
          onClick={() => put([...now, most + Math.max(most - (now[now.length - 2] ?? 0), 1)])}
        />
      )}
      {props.hasSlider && now.length === 1 && (
        <Slider
          key={least}
          min={isWhole(props.axis) ? 1 : 0}
          max={upper}
          step={isWhole(props.axis) || upper > FEN ? 1 : 0.01}
          defaultValue={least}
          onChangeComplete={(v) => put([v])}
          ariaLabelForHandle={w.slider(props.name)}
          style={{ flex: '1 1 160px', minWidth: 140, maxWidth: 360 }}
        />
      )}
    </div>
  )
}
