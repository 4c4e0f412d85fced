import { useLang } from '@/i18n'
import { Await } from '@/ui/Feedback'
import { listed } from '@/ui/format'
import { Badge, type Tone } from '@/ui/Page'
import { type DictionaryRule, useAttributes, useDiff } from '../queries'
import { fill, useTexts } from './texts'

/** Which rules differ from one version to another, 0 being the draft, and what they give now. */
export function Difference({ from, to }: { from: number; to: number }) {
  const w = useTexts()
  const lang = useLang()
  const attributes = useAttributes()
  const diff = useDiff(from, to, true)
  const nameOf = (key: string) => attributes.data?.items.find((a) => a.key === key)?.name ?? key
  const given = (r: DictionaryRule) =>
    listed(
      [
        ...(r.tag_ids.length > 0 ? [fill(w.tagCount, { n: r.tag_ids.length })] : []),
        ...r.gives.map((g) => `${nameOf(g.key)}${g.about ? `@${g.about}` : ''} = ${g.value}`),
      ],
      lang,
    )
  const it = diff.data
  const rows: [Tone, string, DictionaryRule][] = it
    ? [
        ...it.added.map((r): [Tone, string, DictionaryRule] => ['good', w.added, r]),
        ...it.changed.map((r): [Tone, string, DictionaryRule] => ['warn', w.changed, r]),
        ...it.removed.map((r): [Tone, string, DictionaryRule] => ['bad', w.removed, r]),
      ]
    : []
  return (
    <Await query={diff} rows={2}>
      {rows.length === 0 ? (
        <span className="muted">{w.noDiff}</span>
      ) : (
        <ul className="feed">
          {rows.map(([tone, label, r]) => (
            <li key={`${label} ${r.id}`}>
              <span className="grow">
                <Badge tone={tone}>{label}</Badge> <code className="mono">{r.match}</code>{' '}
                <small className="muted">{given(r)}</small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Await>
  )
}
