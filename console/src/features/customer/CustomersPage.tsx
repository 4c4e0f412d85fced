import { ReloadOutlined, TeamOutlined, UploadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/client'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { EmptyState, ErrorCard, Loading, NoMatch } from '@/ui/Feedback'
import { dateTime, int } from '@/ui/format'
import { ALL, headOf, isSelected, NONE, SELECTED_MAX, type Selection, toggled, withIds } from '@/ui/grid/selection'
import { PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { type Filters, GoButton, GoLink, useFilters, useGo } from '@/ui/url'
import { usePhone } from '@/ui/usePhone'
import { BulkBar } from './list/BulkBar'
import { FilterBar } from './list/FilterBar'
import { isFiltered, nextSort, queryOf, sortedBy } from './list/filters'
import { useResult } from './list/queries'
import { CustomerGrid } from './list/rows/CustomerGrid'
import { useColumns } from './list/rows/columns'
import { useNewcomers, useTakeIn } from './newcomers'
import type { CustomerRow } from './queries'

const BoardBar = lazy(() => import('./parts/BoardBar'))
const ColumnsButton = lazy(() => import('./list/ColumnsButton').then((m) => ({ default: m.ColumnsButton })))
const ViewTabs = lazy(() => import('./list/ViewTabs').then((m) => ({ default: m.ViewTabs })))
const CustomerDrawer = lazy(() => import('./detail/CustomerDrawer'))

export default function CustomersPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const can = useCan()
  const go = useGo()
  const isPhone = usePhone()
  const { message } = App.useApp()
  const [filters, setFilters] = useFilters()
  const columns = useColumns()
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal addresses ask the same, whatever object they are
  const query = useMemo(() => queryOf(filters), [JSON.stringify(queryOf(filters))])
  const result = useResult(query)
  const { open } = filters
  const filtered = isFiltered(filters)
  const came = useNewcomers(query, result, filtered && !filters.board)
  // Who is behind a figure of a board was settled when it was asked.
  const newcomers = filters.board ? 0 : came
  const [selection, setSelection] = useState<Selection>(NONE)
  // What was chosen belongs to the result it was chosen from.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question, another choice
  useEffect(() => setSelection(NONE), [query])
  const newestFirst = !filters.board && (filters.sort ?? 'added_desc') === 'added_desc'
  const idle = newestFirst && !open && headOf(selection, result.total) === 'none'
  const { fresh, told } = useTakeIn(newcomers, idle, result)
  const replace = (next: Filters) =>
    setFilters({ ...Object.fromEntries(Object.keys(filters).map((name) => [name, undefined])), ...next })
  const clear = () => replace({ sort: filters.sort })

  const choose = (next: Selection) => {
    if (next.ids.size > SELECTED_MAX)
      return void message.warning(t('customer.list.tooMany', { n: int(SELECTED_MAX, lang) }))
    setSelection(next)
  }
  const picking = {
    has: (id: string) => isSelected(selection, id),
    head: headOf(selection, result.total),
    onToggle: (id: string) => choose(toggled(selection, id)),
    onRange: (from: number, to: number) => {
      const [first, last] = from < to ? [from, to] : [to, from]
      if (last - first >= SELECTED_MAX)
        return void message.warning(t('customer.list.tooMany', { n: int(SELECTED_MAX, lang) }))
      void result.idsOf(first, last).then((ids) => setSelection((s) => withIds(s, ids, true)))
    },
    onAll: (on: boolean) => setSelection(on ? ALL : NONE),
  }
  const onOpen = (c: CustomerRow, newPage: boolean) => {
    const from = result.resultId ? `?result=${result.resultId}` : ''
    if (newPage) window.open(`/customers/${c.id}${from}`, '_blank')
    else if (isPhone) go(`/customers/${c.id}${from}`)
    else setFilters({ open: c.id })
  }
  const isLoadingIndex = result.error instanceof ApiError && result.error.reason === 'customer.index_loading'
  const isEmpty = result.total === 0
  return (
    <div className="page full">
      <PageHead
        title={t('nav.customers')}
        sub={!result.isPending && !result.error && t('customer.total', { n: int(result.total, lang) })}
        extra={
          <>
            <Suspense>{!isPhone && <ColumnsButton value={columns.arrangement} onChange={columns.set} />}</Suspense>
            {can('customer.import') && (
              <GoButton icon={<UploadOutlined />} to="/settings/imports">
                {t('customer.list.import')}
              </GoButton>
            )}
          </>
        }
      />
      <Suspense fallback={<div className="view-tabs-wait" />}>
        <ViewTabs filters={filters} go={replace} />
      </Suspense>
      {filters.board ? (
        <Suspense>
          <BoardBar board={filters.board} clear={clear} />
        </Suspense>
      ) : (
        <FilterBar filters={filters} set={setFilters} clear={clear} />
      )}
      {told > 0 && (
        <div className="newcomers" role="status">
          {t('customer.list.newcomers', { n: int(told, lang) })}
          <Button size="small" type="link" icon={<ReloadOutlined />} onClick={() => void result.refetch()}>
            {t('common.refresh')}
          </Button>
        </div>
      )}
      {result.resultId && (
        <BulkBar
          selection={selection}
          total={result.total}
          resultId={result.resultId}
          onAll={() => setSelection(ALL)}
          onClear={() => setSelection(NONE)}
        />
      )}
      {result.isPending ? (
        <Loading rows={12} />
      ) : isLoadingIndex ? (
        <EmptyState title={t('customer.list.indexLoading')} hint={t('customer.list.indexLoadingHint')} />
      ) : result.error ? (
        <ErrorCard error={result.error} onRetry={() => void result.refetch()} />
      ) : isEmpty && filtered ? (
        <NoMatch onClear={clear} />
      ) : isEmpty ? (
        <EmptyState
          icon={<TeamOutlined />}
          title={t('customer.none')}
          hint={t('customer.noneHint')}
          action={<GoLink to="/settings/connections">{t('nav.connections')}</GoLink>}
        />
      ) : (
        <CustomerGrid
          key={result.resultId}
          result={result}
          columns={columns}
          openKey={open}
          fresh={fresh}
          onOpen={onOpen}
          picking={picking}
          sort={filters.board ? undefined : sortedBy(filters.sort)}
          onSort={(key) => setFilters({ sort: nextSort(filters.sort, key) })}
        />
      )}
      {!isEmpty && !isPhone && (
        <small className="muted num">{t('customer.list.frozen', { at: dateTime(result.frozenAt) })}</small>
      )}
      <Suspense>
        {open && (
          <CustomerDrawer
            id={open}
            resultId={result.resultId}
            onGo={(id) => setFilters({ open: id })}
            onClose={() => setFilters({ open: undefined })}
          />
        )}
      </Suspense>
    </div>
  )
}
