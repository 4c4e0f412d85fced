import { HeartOutlined } from '@ant-design/icons'
import { Select } from 'antd'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { StaffSelect } from '@/pickers/StaffPicker'
import { EmptyState } from '@/ui/Feedback'
import { Badge, Card, Face, PageHead, Time } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { lazy } from '@/ui/page/lazy'
import { GoLink, useFilters } from '@/ui/url'
import { useLosses } from './queries'

const WHO = ['customer', 'staff', 'transfer', 'system'] as const

const CustomerDrawer = lazy(() => import('./detail/CustomerDrawer'))

export default function LossesPage() {
  const { t } = useTranslation()
  const word = useWord()
  const [filters, setFilters, clear] = useFilters()
  const { ended_by, staff_id, open } = filters
  const losses = useLosses({ ended_by, staff_id })
  return (
    <div className="page">
      <PageHead title={t('nav.losses')} sub={t('customer.lossesHint')} />
      <div className="filters">
        <Select
          aria-label={t('customer.endedBy')}
          placeholder={t('customer.endedBy')}
          allowClear
          value={ended_by}
          onChange={(v) => setFilters({ ended_by: v })}
          options={WHO.map((w) => ({ value: w, label: word('ended_by', w) }))}
          style={{ minWidth: 170 }}
        />
        <StaffSelect label={t('customer.staff')} value={staff_id} onChange={(v) => setFilters({ staff_id: v })} />
      </div>
      <Card flush>
        <PagedTable
          label={t('nav.losses')}
          list={losses}
          rowKey="relation_id"
          filtered={Boolean(ended_by || staff_id)}
          onClear={clear}
          onOpen={(l, page) =>
            page ? window.open(`/customers/${l.customer_id}`, '_blank') : setFilters({ open: l.customer_id })
          }
          empty={
            <EmptyState icon={<HeartOutlined />} title={t('customer.noLosses')} hint={t('customer.noLossesHint')} />
          }
          columns={[
            {
              title: t('common.customer'),
              render: (_, l) => (
                <span className="row">
                  <Face name={l.customer_name} src={l.avatar} />
                  <GoLink to={`/customers/${l.customer_id}`}>{l.customer_name}</GoLink>
                </span>
              ),
            },
            { title: t('customer.staff'), dataIndex: 'staff_name' },
            {
              title: t('customer.endedBy'),
              render: (_, l) => (
                <Badge tone={l.ended_by === 'customer' ? 'bad' : l.ended_by === 'staff' ? 'warn' : 'off'}>
                  {word('ended_by', l.ended_by)}
                </Badge>
              ),
            },
            { title: t('customer.endedAt'), render: (_, l) => <Time at={l.ended_at} /> },
            { title: t('customer.addedAt'), render: (_, l) => <Time at={l.added_at} /> },
            { title: t('customer.kept'), align: 'right', render: (_, l) => t('common.days', { n: l.days_kept }) },
          ]}
        />
      </Card>
      <Suspense>{open && <CustomerDrawer id={open} onClose={() => setFilters({ open: undefined })} />}</Suspense>
    </div>
  )
}
