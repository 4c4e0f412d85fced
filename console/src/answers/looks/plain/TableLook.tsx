import { Table } from 'antd'
import { useLang } from '@/i18n'
import { dimensionsOf, namedBy } from '../../columns'
import { figure, useNames } from '../../show'
import type { LookProps, Value } from '../../types'
import { spreadUnit } from '../people/spread'

const PAGE = 20

/** The rows as they are, with names; any answer can be looked at like this. */
export default function TableLook({ query, answer }: LookProps) {
  const names = useNames()
  const lang = useLang()
  const dimensions = new Set(dimensionsOf(query))
  return (
    <Table<Value[]>
      size="small"
      rowKey={(row) => JSON.stringify(row.slice(0, Math.max(dimensions.size, 1)))}
      dataSource={answer.rows}
      scroll={{ x: 'max-content' }}
      pagination={{ pageSize: PAGE, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
      columns={answer.columns.map((column, i) => {
        const isName = dimensions.has(column)
        return {
          title: names.column(column),
          key: column,
          align: isName ? ('left' as const) : ('right' as const),
          className: isName ? undefined : 'num',
          sorter: (a: Value[], b: Value[]) =>
            isName ? String(a[i] ?? '').localeCompare(String(b[i] ?? '')) : Number(a[i] ?? 0) - Number(b[i] ?? 0),
          render: (_: unknown, row: Value[]) =>
            isName
              ? names.value(namedBy(query, column), row[i] ?? null)
              : figure(row[i] ?? null, spreadUnit(query, column) ?? names.unit(column), lang),
        }
      })}
    />
  )
}
