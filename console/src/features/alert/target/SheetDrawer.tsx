import { App, Button, Checkbox, Drawer, Input, InputNumber, Select } from 'antd'
import { type ClipboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMetrics } from '@/answers/queries'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { useUnsaved } from '@/ui/edit/useUnsaved'
import { useFail } from '@/ui/Feedback'
import { SCALE, useSaid } from '../said'
import { type OwnerKind, type Target, useStores, useTargetChanges } from './queries'
import { useTargetTexts } from './texts'

type Line = { kind: OwnerKind; id: string | null; name: string }
const keyOf = (kind: OwnerKind, id: string | null) => `${kind}:${id ?? ''}`

/** Like a spreadsheet: one metric and the same days, a line for the brand and each store; a column of numbers
 * is pasted at once. */
export default function SheetDrawer(props: { known: Target[]; from: string; to: string; onClose: () => void }) {
  const w = useTargetTexts()
  const { t } = useTranslation()
  const lang = useLang()
  const can = useCan()
  const said = useSaid()
  const fail = useFail()
  const { message } = App.useApp()
  const metrics = useMetrics()
  const stores = useStores(can('org.read'))
  const { set } = useTargetChanges()
  const first = props.known[0]
  const [head, setHead] = useState({
    scene: first?.scene ?? '',
    metric: first?.metric ?? 'order.paid_fen',
    from_on: first?.from_on ?? props.from,
    to_on: first?.to_on ?? props.to,
    is_ceiling: first?.is_ceiling ?? false,
  })
  const unit = said.unit({ metric: head.metric })
  const scale = SCALE[unit]
  const was = new Map(props.known.map((k) => [keyOf(k.owner_kind, k.owner_id), k.value / scale]))
  const [values, setValues] = useState<Map<string, number | null>>(() => new Map(was))
  const known = props.known.filter((k) => k.owner_kind === 'department' || k.owner_kind === 'staff')
  const lines: Line[] = [
    { kind: 'brand', id: null, name: w.brand },
    ...(stores.data?.items ?? []).map((s) => ({ kind: 'store' as const, id: s.id, name: s.name })),
    ...known.map((k) => ({ kind: k.owner_kind, id: k.owner_id, name: k.owner_name ?? '' })),
  ]
  const put = (at: number, numbers: (number | null)[]) =>
    setValues((old) => {
      const next = new Map(old)
      numbers.forEach((n, i) => {
        const line = lines[at + i]
        if (line) next.set(keyOf(line.kind, line.id), n)
      })
      return next
    })
  const paste = (at: number) => (e: ClipboardEvent) => {
    const cells = e.clipboardData
      .getData('text')
      .trim()
      .split(/[\r\n]+/)
    if (cells.length < 2) return
    e.preventDefault()
    put(
      at,
      cells.map((c) => {
        const n = Number(
          c
            .split('\t')
            .at(-1)
            ?.replace(/[,¥%\s]/g, ''),
        )
        return Number.isFinite(n) ? n : null
      }),
    )
  }
  const changed = lines
    .map((l) => ({ ...l, value: values.get(keyOf(l.kind, l.id)) ?? 0, before: was.get(keyOf(l.kind, l.id)) ?? 0 }))
    .filter((l) => l.value > 0 || l.before > 0)
  const isTyped = lines.some((l) => (values.get(keyOf(l.kind, l.id)) ?? 0) !== (was.get(keyOf(l.kind, l.id)) ?? 0))
  const { leave } = useUnsaved(isTyped)
  const save = () =>
    set.mutate(
      {
        ...head,
        scene: head.scene.trim(),
        lines: changed.map((l) => ({ owner_kind: l.kind, owner_id: l.id, value: Math.round(l.value * scale) })),
      },
      {
        onError: fail,
        onSuccess: () => {
          void message.success(w.saved(changed.filter((l) => l.value > 0).length))
          props.onClose()
        },
      },
    )
  const day = (name: 'from_on' | 'to_on', label: string) => (
    <Input
      type="date"
      aria-label={label}
      value={head[name]}
      disabled={first !== undefined}
      onChange={(e) => setHead({ ...head, [name]: e.target.value })}
      style={{ width: 150 }}
    />
  )
  return (
    <Drawer
      open
      title={w.sheetTitle}
      size={560}
      onClose={() => leave(props.onClose)}
      extra={
        <Button type="primary" loading={set.isPending} disabled={changed.length === 0} onClick={save}>
          {t('common.save')}
        </Button>
      }
    >
      <div className="stack">
        <div className="alert-words">
          <Select
            aria-label={w.metric}
            showSearch={{ optionFilterProp: 'label' }}
            value={head.metric}
            disabled={first !== undefined}
            onChange={(metric) => setHead({ ...head, metric })}
            options={(metrics.data?.items ?? []).map((m) => ({
              value: m.key,
              label: (lang === 'en-US' && m.name_en) || m.name_zh,
            }))}
            style={{ minWidth: 180 }}
          />
          {day('from_on', w.from)}
          {day('to_on', w.to)}
          <Input
            aria-label={w.scene}
            value={head.scene}
            maxLength={40}
            disabled={first !== undefined}
            placeholder={w.scenePlaceholder}
            onChange={(e) => setHead({ ...head, scene: e.target.value })}
            style={{ width: 180 }}
          />
          <Checkbox checked={head.is_ceiling} onChange={(e) => setHead({ ...head, is_ceiling: e.target.checked })}>
            {w.ceiling}
          </Checkbox>
        </div>
        <div className="muted">
          {w.paste} {w.empty}
        </div>
        <table className="target-sheet">
          <thead>
            <tr>
              <th scope="col">{w.owner}</th>
              <th scope="col">{w.value}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, at) => (
              <tr key={keyOf(line.kind, line.id)}>
                <th scope="row">{line.name}</th>
                <td onPaste={paste(at)}>
                  <InputNumber
                    aria-label={`${w.value} ${line.name}`}
                    min={0}
                    precision={unit === 'count' ? 0 : 2}
                    prefix={unit === 'fen' ? '¥' : undefined}
                    suffix={unit === 'share' ? '%' : undefined}
                    value={values.get(keyOf(line.kind, line.id)) ?? null}
                    onChange={(n) => put(at, [n])}
                    style={{ width: 180 }}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Drawer>
  )
}
