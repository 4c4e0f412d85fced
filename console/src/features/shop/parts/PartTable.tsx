import { Table, type TableColumnsType } from 'antd'
import { Card } from '@/ui/Page'

/** What belongs to an order, of one kind: its lines, payments, shipments or refunds. */
export function PartTable<T extends { id: string }>(props: {
  title: string
  rows: readonly T[]
  columns: TableColumnsType<T>
}) {
  return (
    <Card title={props.title} flush>
      <Table
        aria-label={props.title}
        size="middle"
        rowKey="id"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={props.rows}
        columns={props.columns}
      />
    </Card>
  )
}
