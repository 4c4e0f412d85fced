import { type ReactNode, useId } from 'react'
import { useLang, useWord } from '@/i18n'
import { useTagGroups } from '@/pickers/queries'
import { Await } from '@/ui/Feedback'
import { clauses, listed, named } from '@/ui/format'
import { Badge, type Tone } from '@/ui/Page'
import {
  type Dictionary,
  type DictionaryDiff,
  type DictionaryField,
  type DictionaryRule,
  useAttributes,
  useDiff,
} from '../queries'
import { back, isSame, type Kind, type Pair, type Part, partsOf, rowsOf } from './differing'
import { useTexts } from './texts'

const tones: Record<Kind, Tone> = { removed: 'bad', changed: 'warn', added: 'good' }

/** Fields and rules in words. */
function useSaying(dictionary: Dictionary, diff: DictionaryDiff | undefined) {
  const w = useTexts()
  const lang = useLang()
  const word = useWord()
  const attributes = useAttributes()
  const groups = useTagGroups()
  const tags = new Map(groups.data?.items.flatMap((g) => g.tags.map((tag) => [tag.id, `${g.name}/${tag.name}`])))
  const fields = [...dictionary.draft.fields, ...(diff?.fields.added ?? []), ...(diff?.fields.removed ?? [])]
  const attribute = (key: string) => attributes.data?.items.find((a) => a.key === key)?.name ?? key
  const all = (texts: string[]) => listed(texts, lang) || w.noneGiven
  return {
    field: (f: DictionaryField): [string, string][] => [
      [w.name, f.name ?? f.key],
      [w.eventType, word('event_type', f.type)],
      [w.path, f.path],
      [w.source, f.source],
    ],
    rule: (r: DictionaryRule): [string, string][] => [
      [w.match, r.match],
      [w.kind, w.kindOf[r.kind] ?? r.kind],
      [w.field, r.field ? (fields.find((f) => f.key === r.field)?.name ?? r.field) : w.anyField],
      [w.givesTags, all(r.tag_ids.map((id) => tags.get(id) ?? `#${id}`))],
      [w.gives, all(r.gives.map((g) => `${attribute(g.key)}${g.about ? `@${g.about}` : ''} = ${g.value}`))],
      [w.confidence, `${r.confidence || 80}%`],
    ],
  }
}

/** All there is to say of one that comes or goes, or what changed of one that stays. */
function Parts({ parts }: { parts: Part[] }) {
  const w = useTexts()
  const lang = useLang()
  if (parts.every((p) => p.was === undefined))
    return (
      <div className="muted">
        {clauses(
          parts.map((p) => named(p.label, p.text, lang)),
          lang,
        )}
      </div>
    )
  return (
    <ul className="differing">
      {parts.map((p) => (
        <li key={p.label}>
          <span className="muted">
            {p.label} · {w.was}
          </span>{' '}
          <del>{p.was}</del> <span className="muted">{w.now}</span> <b>{p.text}</b>
        </li>
      ))}
    </ul>
  )
}

function Group<T>(props: {
  title: string
  rows: [Kind, Pair<T>][]
  say: (one: T) => [string, string][]
  keyOf: (one: T) => string
  head: (one: T) => ReactNode
  gone?: string
}) {
  const w = useTexts()
  const id = useId()
  const { rows } = props
  if (rows.length === 0) return null
  return (
    <div>
      <b id={id}>
        {props.title} ({rows.length})
      </b>
      <ul className="feed" aria-labelledby={id}>
        {rows.map(([kind, pair]) => (
          <li key={`${kind} ${props.keyOf(pair.is)}`}>
            <div className="grow">
              <Badge tone={tones[kind]}>{w[kind]}</Badge> {props.head(pair.was ?? pair.is)}
              {kind === 'removed' && props.gone && <div>{props.gone}</div>}
              <Parts parts={partsOf(pair, props.say)} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Which fields and rules differ from one version to another, 0 being the draft, each as it was and as it is; with
 * `isBack` what going from the newer one to the older would change. */
export function Difference(props: {
  dictionary: Dictionary
  from: number
  to: number
  isBack?: boolean
  none?: string
}) {
  const w = useTexts()
  const query = useDiff(props.from, props.to, props.dictionary.revision)
  const diff = query.data && props.isBack ? back(query.data) : query.data
  const say = useSaying(props.dictionary, diff)
  return (
    <Await query={query} rows={2}>
      {diff && isSame(diff) && <span className="muted">{props.none ?? w.noDiff}</span>}
      {diff && !isSame(diff) && (
        <div className="stack">
          <Group
            title={w.fields}
            rows={rowsOf(diff.fields)}
            say={say.field}
            keyOf={(f) => `${f.key} ${f.type} ${f.path}`}
            head={(f) => (
              <>
                {f.name} <code className="mono">{f.key}</code>
              </>
            )}
            gone={w.fieldGone}
          />
          <Group
            title={w.rules}
            rows={rowsOf(diff)}
            say={say.rule}
            keyOf={(r) => r.id}
            head={(r) => <code className="mono">{r.match}</code>}
          />
          {diff.is_reordered && <span>{w.reordered}</span>}
        </div>
      )}
    </Await>
  )
}
