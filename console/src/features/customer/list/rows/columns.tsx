import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePreference } from '@/api/preference'
import { useLang, useWord } from '@/i18n'
import { listed } from '@/ui/format'
import { textWidth } from '@/ui/grid/textWidth'
import type { Column } from '@/ui/grid/VirtualGrid'
import { Face, timeIn } from '@/ui/Page'
import { contactState } from '../../parts/ContactState'
import type { CustomerRow } from '../../queries'
import { type Arrangement, arranged, arrangementOf, DEFAULT } from './arrangement'

const TAGS_SHOWN = 3
/** Pixels, at most: a face with its gap, around a tag's name, how many more, between names, and what has one length. */
const FACE = 36
const CHIP = 22
const MORE = 20
const SEPARATOR = 14
const STATE = 80
const PHONE = 96
const MINUTE = 122
const SPAN = 88

const staffOf = (c: CustomerRow, lang: string) =>
  listed(
    c.staff.map((s) => s.name),
    lang,
  )

/** The grid opens it on a plain click; another is the browser's. */
const linkOf = (c: CustomerRow) => (
  <a href={`/customers/${c.id}`} className="grid-link" tabIndex={-1}>
    {c.name || '—'}
  </a>
)

export function useAllColumns(): Column<CustomerRow>[] {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('common.customer'),
        width: 200,
        sortable: true,
        needs: (c) => (c.kind === 'wecom' ? Number.POSITIVE_INFINITY : FACE + textWidth(c.name || '—')),
        render: (c) => (
          <>
            <Face name={c.name} src={c.avatar} />
            {linkOf(c)}
            {c.kind === 'wecom' && <small className="muted"> @{c.corp_name ?? word('customer_kind', c.kind)}</small>}
          </>
        ),
      },
      {
        key: 'state',
        title: t('common.state'),
        width: 104,
        needs: () => STATE,
        render: (c) => contactState(t, c),
      },
      {
        key: 'tags',
        title: t('customer.tags'),
        width: 236,
        needs: (c) => c.tags.slice(0, TAGS_SHOWN).reduce((sum, tag) => sum + CHIP + textWidth(tag.name), MORE),
        render: (c) => (
          <>
            {c.tags.slice(0, TAGS_SHOWN).map((tag) => (
              <span key={tag.id} className="chip">
                {tag.name}
              </span>
            ))}
            {c.tags.length > TAGS_SHOWN && <span className="muted">+{c.tags.length - TAGS_SHOWN}</span>}
          </>
        ),
      },
      {
        key: 'staff',
        title: t('customer.staff'),
        width: 110,
        needs: (c) => c.staff.reduce((sum, s) => sum + textWidth(s.name) + SEPARATOR, 0),
        render: (c) => staffOf(c, lang) || '—',
      },
      {
        key: 'source',
        title: t('customer.source'),
        width: 112,
        needs: (c) => textWidth(word('add_way', c.source)),
        render: (c) => word('add_way', c.source),
      },
      {
        key: 'phone',
        title: t('customer.phone'),
        width: 124,
        needs: () => PHONE,
        render: (c) => <span className="num">{c.phone_masked ?? '—'}</span>,
      },
      {
        key: 'added',
        title: t('customer.addedAt'),
        width: 150,
        needs: () => MINUTE,
        sortable: true,
        render: (c) => timeIn(lang, c.first_added_at),
      },
      {
        key: 'last',
        title: t('customer.lastEvent'),
        width: 112,
        needs: () => SPAN,
        sortable: true,
        render: (c) => timeIn(lang, c.last_event_at, true),
      },
      { key: 'gender', title: t('customer.gender'), width: 90, render: (c) => word('gender', c.gender) },
      { key: 'kind', title: t('customer.kind'), width: 110, render: (c) => word('customer_kind', c.kind) },
      { key: 'corp', title: t('customer.list.corp'), width: 180, render: (c) => c.corp_name ?? '—' },
      { key: 'id', title: t('customer.list.id'), width: 190, render: (c) => <span className="mono">{c.id}</span> },
    ],
    [t, lang, word],
  )
}

/** On a phone a row is one cell: who, in what state, with whom, tags. */
export function usePhoneColumns(): Column<CustomerRow>[] {
  const { t } = useTranslation()
  const lang = useLang()
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('common.customer'),
        width: 300,
        render: (c) => (
          <span className="row" style={{ flexWrap: 'nowrap', gap: 10 }}>
            <Face name={c.name} src={c.avatar} size={36} />
            <span className="stack" style={{ gap: 0, minWidth: 0 }}>
              <span className="row" style={{ gap: 6, flexWrap: 'nowrap' }}>
                <b className="ellipsis" style={{ fontWeight: 500 }}>
                  {linkOf(c)}
                </b>
                {!c.is_active && contactState(t, c)}
              </span>
              <small className="muted ellipsis">
                {[staffOf(c, lang), c.tags.map((tag) => tag.name).join(' ')].filter(Boolean).join(' · ') || '—'}
              </small>
            </span>
          </span>
        ),
      },
    ],
    [t, lang],
  )
}

/** The columns as this person has put them, and how they are put otherwise. */
export function useColumns(): {
  columns: Column<CustomerRow>[]
  arrangement: Arrangement
  set: (next: Arrangement) => void
  onWidth: (key: string, width: number, done: boolean) => void
} {
  const all = useAllColumns()
  const [kept, save] = usePreference<Arrangement>('customers.columns', DEFAULT)
  const saved = useMemo(() => arrangementOf(kept), [kept])
  const [dragged, setDragged] = useState<{ key: string; width: number } | null>(null)
  const columns = useMemo(() => {
    const list = arranged(all, saved)
    return dragged ? list.map((c) => (c.key === dragged.key ? { ...c, width: dragged.width } : c)) : list
  }, [all, saved, dragged])
  return {
    columns,
    arrangement: saved,
    set: save,
    onWidth: (key, width, done) => {
      setDragged(done ? null : { key, width })
      if (done) save({ ...saved, widths: { ...saved.widths, [key]: width } })
    },
  }
}
