import { Button, Table, type TableProps } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Paged } from '@/api/paged'
import { useLang } from '@/i18n'
import { ErrorCard, Loading, NoMatch } from './Feedback'
import { int } from './format'

type Props<T> = {
  list: Paged<T>
  columns: NonNullable<TableProps<T>['columns']>
  rowKey: string
  /** Shown when there is nothing at all. */
  empty: ReactNode
  /** True when filters are set: then nothing found offers to clear them. */
  filtered?: boolean
  onClear?: () => void
  onOpen?: (row: T, newPage: boolean) => void
  label: string
}

/** A plain table of a cursor list, with every state it can be in. */
export function PagedTable<T extends object>(props: Props<T>) {
  const { t } = useTranslation()
  const lang = useLang()
  const { list, onOpen } = props
  if (list.isPending) return <Loading />
  if (list.error && list.rows.length === 0) return <ErrorCard error={list.error} onRetry={() => void list.refetch()} />
  if (list.rows.length === 0) return props.filtered && props.onClear ? <NoMatch onClear={props.onClear} /> : props.empty
  return (
    <>
      <Table<T>
        aria-label={props.label}
        size="middle"
        rowKey={props.rowKey}
        dataSource={list.rows}
        columns={props.columns}
        pagination={false}
        scroll={{ x: 'max-content' }}
        rowClassName={onOpen ? 'click' : ''}
        style={{ opacity: list.isPlaceholderData ? 0.6 : 1 }}
        onRow={(row) => ({
          onClick: (e) => {
            if (!(e.target as HTMLElement).closest('a,button,input,.ant-dropdown,.ant-select'))
              onOpen?.(row, e.ctrlKey || e.metaKey)
          },
        })}
      />
      <div className="grid-foot num">
        {list.hasNextPage ? (
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.more')}
          </Button>
        ) : (
          t('common.loaded', { n: int(list.rows.length, lang) })
        )}
      </div>
    </>
  )
}
