import { useId } from 'react'
import { useLang, useWord } from '@/i18n'
import { useTagGroups } from '@/pickers/queries'
import { Await } from '@/ui/Feedback'
import { listed } from '@/ui/format'
import { Badge, type Tone } from '@/ui/Page'
import {
  type Dictionary,
  type DictionaryDiff,
  type DictionaryField,
  type DictionaryRule,
  useAttributes,
  useDiff,
} from '../queries'
import { back, isSame, type Pair, type Part, partsOf, rowsOf } from './differing'
import { useTexts } from './texts'

const tones: Record<string, Tone> = { removed: 'bad', changed: 'warn', added: 'good' }

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

function Parts({ parts }: { parts: Part[] }) {
  const w = useTexts()
  return (
    <ul className="differing">
      {parts.map((p) => (
        <li key={p.label}>
          <span className="muted">{p.label}</span>{' '}
          {p.was === undefined ? (
            p.text
          ) : (
            <>
              <span className="muted">{w.was}</span> <del>{p.was}</del> <span className="muted">{w.now}</span>{' '}
              <b>{p.text}</b>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function Group<T>(props: {
  title: string
  rows: [string, Pair<T>][]
  say: (one: T) => [string, string][]
  keyOf: (one: T) => string
  nameOf: (one: T) => string
  gone?: string
}) {
  const w = useTexts()
  const id = useId()
  const { rows } = props
  if (rows.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <b id={id}>
        {props.title} ({rows.length})
      </b>
      <ul className="feed">
        {rows.map(([kind, pair]) => (
          <li key={`${kind} ${props.keyOf(pair.is)}`}>
            <div className="grow">
              <Badge tone={tones[kind] ?? 'warn'}>{w[kind as 'added' | 'removed' | 'changed']}</Badge>{' '}
              <code className="mono">{props.nameOf(pair.is)}</code>
              {kind === 'removed' && props.gone && <div>{props.gone}</div>}
              <Parts parts={partsOf(pair, props.say)} />
            </div>
          </li>
        ))}
      </ul>
    </section>
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
            nameOf={(f) => f.key}
            gone={w.fieldGone}
          />
          <Group title={w.rules} rows={rowsOf(diff)} say={say.rule} keyOf={(r) => r.id} nameOf={(r) => r.match} />
          {diff.is_reordered && <span>{w.reordered}</span>}
        </div>
      )}
    </Await>
  )
}
