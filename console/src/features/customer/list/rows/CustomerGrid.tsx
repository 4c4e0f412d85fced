import { useTranslation } from 'react-i18next'
import { ErrorCard } from '@/ui/Feedback'
import { type GridSort, type Picking, VirtualGrid } from '@/ui/grid/VirtualGrid'
import { usePhone } from '@/ui/usePhone'
import type { CustomerRow } from '../../queries'
import { type FrozenResult, useRows } from '../queries'
import { type useColumns, usePhoneColumns } from './columns'

const PHONE_ROW = 60

type Props = {
  result: FrozenResult
  columns: ReturnType<typeof useColumns>
  openKey: string | undefined
  fresh: ReadonlySet<string>
  onOpen: (row: CustomerRow, newPage: boolean) => void
  picking: Picking
  sort: GridSort | undefined
  onSort: (key: string) => void
}

/** The rows of a result. What is read while one goes through them concerns nothing else on the page. */
export function CustomerGrid({ result, columns, picking, ...rest }: Props) {
  const { t } = useTranslation()
  const isPhone = usePhone()
  const phoneColumns = usePhoneColumns()
  const { rowAt, onRange, error } = useRows(result)
  if (error) return <ErrorCard error={error} onRetry={() => void result.refetch()} />
  return (
    <VirtualGrid
      label={t('nav.customers')}
      columns={isPhone ? phoneColumns : columns.columns}
      rowHeight={isPhone ? PHONE_ROW : undefined}
      count={result.total}
      rowAt={rowAt}
      rowKey={keyOf}
      rowName={nameOf}
      onRange={onRange}
      picking={isPhone ? undefined : picking}
      onWidth={isPhone ? undefined : columns.onWidth}
      isBusy={result.isStale}
      {...rest}
    />
  )
}

const keyOf = (c: CustomerRow) => c.id
const nameOf = (c: CustomerRow) => c.name
