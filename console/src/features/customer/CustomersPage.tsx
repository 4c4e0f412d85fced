import { TeamOutlined } from '@ant-design/icons'
import { Button, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { lazy, Suspense, useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLang, useWord } from '@/i18n'
import { StaffSelect } from '@/pickers/StaffPicker'
import { TagPicker } from '@/pickers/TagPicker'
import { EmptyState, ErrorCard, Loading, NoMatch } from '@/ui/Feedback'
import { dateTime, int } from '@/ui/format'
import { PageHead } from '@/ui/Page'
import { GoLink, useFilters } from '@/ui/url'
import { VirtualGrid } from '@/ui/VirtualGrid'
import { useCustomerColumns } from './columns'
import { type CustomerRow, useCustomers } from './queries'

const WAYS = [
  'qr_code',
  'mobile_search',
  'name_card',
  'group_chat',
  'wechat_contacts',
  'friend_request',
  'acquisition_link',
  'internal_share',
  'assigned',
  'import',
] as const

const CustomerDrawer = lazy(() => import('./parts/CustomerDrawer'))

export default function CustomersPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const columns = useCustomerColumns()
  const [filters, setFilters, clear] = useFilters()
  const { q, tag_id, staff_id, source, state, added_from, added_to, open } = filters
  const asked = { q, tag_id, staff_id, source, state, added_from, added_to }
  const list = useCustomers(asked)
  const { rows, total, hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const onRange = useCallback(
    (_first: number, last: number) => {
      if (last >= rows.length - 20 && hasNextPage && !isFetchingNextPage) void fetchNextPage()
    },
    [rows.length, hasNextPage, isFetchingNextPage, fetchNextPage],
  )
  const rowAt = useCallback((i: number) => rows[i], [rows])
  const onOpen = (c: CustomerRow, page: boolean) => {
    if (page) window.open(`/customers/${c.id}`, '_blank')
    else setFilters({ open: c.id })
  }
  const filtered = Object.values(asked).some(Boolean)
  const presets = useMemo(() => {
    const today = dayjs().startOf('day')
    return [
      { label: t('customer.today'), value: [today, today] as [dayjs.Dayjs, dayjs.Dayjs] },
      { label: t('customer.last7'), value: [today.subtract(6, 'day'), today] as [dayjs.Dayjs, dayjs.Dayjs] },
      { label: t('customer.last30'), value: [today.subtract(29, 'day'), today] as [dayjs.Dayjs, dayjs.Dayjs] },
      { label: t('customer.thisMonth'), value: [today.startOf('month'), today] as [dayjs.Dayjs, dayjs.Dayjs] },
    ]
  }, [t])
  return (
    <div className="page full">
      <PageHead title={t('nav.customers')} sub={total !== undefined && t('customer.total', { n: int(total, lang) })} />
      <div className="filters">
        <span data-search>
          <Input.Search
            key={q ?? ''}
            aria-label={t('customer.find')}
            placeholder={t('customer.find')}
            allowClear
            defaultValue={q}
            onSearch={(v) => setFilters({ q: v })}
            style={{ width: 220 }}
          />
        </span>
        <TagPicker label={t('customer.tag')} value={tag_id} onChange={(v) => setFilters({ tag_id: v })} />
        <StaffSelect label={t('customer.staff')} value={staff_id} onChange={(v) => setFilters({ staff_id: v })} />
        <Select
          aria-label={t('customer.source')}
          placeholder={t('customer.source')}
          allowClear
          value={source}
          onChange={(v) => setFilters({ source: v })}
          options={WAYS.map((w) => ({ value: w, label: word('add_way', w) }))}
          style={{ minWidth: 140 }}
        />
        <Select
          aria-label={t('common.state')}
          placeholder={t('common.state')}
          allowClear
          value={state}
          onChange={(v) => setFilters({ state: v })}
          options={[
            { value: 'active', label: t('customer.active') },
            { value: 'lost', label: t('customer.lost') },
          ]}
          style={{ minWidth: 110 }}
        />
        <DatePicker.RangePicker
          aria-label={t('customer.addedAt')}
          placeholder={[t('customer.addedFrom'), t('customer.addedTo')]}
          presets={presets}
          value={added_from && added_to ? [dayjs(added_from), dayjs(added_to)] : null}
          onChange={(range) =>
            setFilters({ added_from: range?.[0]?.format('YYYY-MM-DD'), added_to: range?.[1]?.format('YYYY-MM-DD') })
          }
        />
        {filtered && (
          <Button type="text" onClick={clear}>
            {t('common.clearFilters')}
          </Button>
        )}
      </div>
      {list.isPending ? (
        <Loading rows={12} />
      ) : list.error && rows.length === 0 ? (
        <ErrorCard error={list.error} onRetry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        filtered ? (
          <NoMatch onClear={clear} />
        ) : (
          <EmptyState
            icon={<TeamOutlined />}
            title={t('customer.none')}
            hint={t('customer.noneHint')}
            action={<GoLink to="/settings/connections">{t('nav.connections')}</GoLink>}
          />
        )
      ) : (
        <VirtualGrid
          label={t('nav.customers')}
          columns={columns}
          count={rows.length + (hasNextPage ? 1 : 0)}
          rowAt={rowAt}
          rowKey={(c) => c.id}
          onRange={onRange}
          onOpen={onOpen}
          openKey={open}
        />
      )}
      {rows.length > 0 && (
        <small className="muted num">
          {t('customer.updated', { n: int(rows.length, lang), at: dateTime(list.dataUpdatedAt) })}
        </small>
      )}
      <Suspense>{open && <CustomerDrawer id={open} onClose={() => setFilters({ open: undefined })} />}</Suspense>
    </div>
  )
}
