import { Table, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useLang } from '@/i18n'
import { listed } from '../format'

const SAMPLES = 3

export type FileColumn = { name: string; samples: string[]; index: number }

/** The columns of a file, some values of each, and what each is used for: the same in every import. */
export function ColumnMap(props: {
  columns: { name?: string | null; samples: string[] }[]
  words: { column: string; sample: string; target: string }
  nameOf?: (column: FileColumn) => ReactNode
  choose: (column: FileColumn) => ReactNode
  width?: number
  more?: TableColumnsType<FileColumn>
}) {
  const { words } = props
  const lang = useLang()
  return (
    <Table<FileColumn>
      size="small"
      pagination={false}
      scroll={{ x: props.more ? 820 : 640 }}
      rowKey="index"
      dataSource={props.columns.map((c, index) => ({ name: c.name ?? '', samples: c.samples, index }))}
      columns={[
        { title: words.column, width: 180, render: (_, c) => props.nameOf?.(c) ?? (c.name || '—') },
        {
          title: words.sample,
          render: (_, c) => <span className="muted">{listed(c.samples.slice(0, SAMPLES), lang) || '—'}</span>,
        },
        { title: words.target, width: props.width ?? 220, render: (_, c) => props.choose(c) },
        ...(props.more ?? []),
      ]}
    />
  )
}
