import { useLang } from '@/i18n'
import { Await } from '@/ui/Feedback'
import { clauses, named } from '@/ui/format'
import { Time } from '@/ui/Page'
import { type TagReason, useTagReasons } from './queries'
import { fill, useTexts } from './texts'

function Why({ reason: r }: { reason: TagReason }) {
  const w = useTexts()
  const lang = useLang()
  const seen = (f: TagReason['facts'][number]) => `${lang === 'en-US' ? f.name : f.name_zh} = ${f.value || '—'}`
  const sentence = lang === 'en-US' ? r.sentence_en : r.sentence_zh
  return (
    <li>
      <span className="grow">
        <b style={{ fontWeight: 500 }}>{r.value ? named(r.name, r.value, lang) : r.name}</b>
        {sentence && (
          <div>
            <small>{named(w.why, sentence, lang)}</small>
          </div>
        )}
        {r.facts.length > 0 && (
          <div>
            <small className="muted">{named(w.saw, clauses(r.facts.map(seen), lang), lang)}</small>
          </div>
        )}
        {r.ended_by && (
          <div>
            <small className="muted">
              {r.replaced_by_name
                ? fill(w.replacedBy, { t: r.replaced_by_name })
                : (w.ended_by[r.ended_by] ?? r.ended_by)}
            </small>
          </div>
        )}
        {r.expires_at && !r.ended_by && (
          <small className="muted">
            {w.expires} <Time at={r.expires_at} />
          </small>
        )}
      </span>
      <Time at={r.until ?? r.since} />
    </li>
  )
}

/** Rules with what they saw, and what was before. */
export function WhyTags({ id }: { id: string }) {
  const w = useTexts()
  const reasons = useTagReasons(id)
  const it = reasons.data
  const told = it?.items.filter((r) => r.sentence_zh || r.value || r.expires_at) ?? []
  return (
    <Await query={reasons}>
      {told.length > 0 && (
        <ul className="feed">
          {told.map((r) => (
            <Why key={r.tag_id} reason={r} />
          ))}
        </ul>
      )}
      {it && it.history.length > 0 && (
        <>
          <small className="muted">{w.history}</small>
          <ul className="feed">
            {it.history.map((r) => (
              <Why key={`${r.tag_id} ${r.since} ${r.value}`} reason={r} />
            ))}
          </ul>
        </>
      )}
    </Await>
  )
}
