import { Tag } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { Badge, Face, Time } from '@/ui/Page'
import type { Column } from '@/ui/VirtualGrid'
import type { CustomerRow } from './queries'

const TAGS_SHOWN = 3

export function useCustomerColumns(): Column<CustomerRow>[] {
  const { t } = useTranslation()
  const word = useWord()
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('nav.customer'),
        width: 'minmax(160px, 1.2fr)',
        render: (c) => (
          <span className="row" style={{ flexWrap: 'nowrap' }}>
            <Face name={c.name} src={c.avatar} />
            <span className="ellipsis">
              {c.name}
              {c.kind === 'wecom' && <small className="muted"> @{c.corp_name ?? word('customer_kind', c.kind)}</small>}
            </span>
          </span>
        ),
      },
      {
        key: 'state',
        title: t('common.state'),
        width: '96px',
        render: (c) => (
          <Badge tone={c.is_active ? 'good' : 'off'}>{t(c.is_active ? 'customer.active' : 'customer.lost')}</Badge>
        ),
      },
      {
        key: 'tags',
        title: t('customer.tags'),
        width: 'minmax(180px, 1.6fr)',
        render: (c) => (
          <>
            {c.tags.slice(0, TAGS_SHOWN).map((tag) => (
              <Tag key={tag.id}>{tag.name}</Tag>
            ))}
            {c.tags.length > TAGS_SHOWN && <span className="muted">+{c.tags.length - TAGS_SHOWN}</span>}
          </>
        ),
      },
      {
        key: 'staff',
        title: t('customer.staff'),
        width: 'minmax(100px, 0.8fr)',
        render: (c) => c.staff.map((s) => s.name).join('、') || '—',
      },
      { key: 'source', title: t('customer.source'), width: '120px', render: (c) => word('add_way', c.source) },
      {
        key: 'phone',
        title: t('customer.phone'),
        width: '120px',
        render: (c) => <span className="num">{c.phone_masked ?? '—'}</span>,
      },
      { key: 'added', title: t('customer.addedAt'), width: '144px', render: (c) => <Time at={c.first_added_at} /> },
      {
        key: 'last',
        title: t('customer.lastEvent'),
        width: '120px',
        render: (c) => <Time at={c.last_event_at} relative />,
      },
    ],
    [t, word],
  )
}
