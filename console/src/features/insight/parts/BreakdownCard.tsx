import { DownloadOutlined } from '@ant-design/icons'
import { Button, Select, Skeleton, Table } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useLang } from '@/i18n'
import { ErrorCard } from '@/ui/Feedback'
import { int, percent } from '@/ui/format'
import { Card } from '@/ui/Page'
import { CUTS, churnBase, treeOf } from '../figures'
import { type BoardFilter, type Drill, fileOf, useGrowth } from '../queries'
import { useRowName } from '../rowName'
import { FigureButton } from './FigureButton'
import { Info } from './Info'
import { Change } from './KpiRow'

type Row = Schemas['GrowthRow']
const FIGURES = ['added', 'new_people', 'lost', 'churned', 'people_after'] as const

export default function BreakdownCard(props: {
  filter: BoardFilter
  by: string
  compare: string
  sort?: string
  onChange: (patch: Record<string, string | undefined>) => void
  onDrill: (drill: Drill) => void
}) {
  const { t } = useTranslation()
  const lang = useLang()
  const { by, onDrill } = props
  const query = { ...props.filter, by, compare: props.compare }
  const board = useGrowth(query)
  const nameOf = useRowName(by)
  const rows = useMemo(() => treeOf(board.data?.rows ?? []), [board.data])
  const total = board.data?.now
  const [sortKey, sortOrder] = (props.sort ?? 'added.descend').split('.')
  const column = (figure: keyof Row['now']) => ({
    key: figure,
    sorter: (a: Row, b: Row) => a.now[figure] - b.now[figure],
    sortOrder: sortKey === figure ? (sortOrder as 'ascend' | 'descend') : null,
    align: 'right' as const,
  })
  return (
    <Card
      flush
      className={board.isPlaceholderData ? 'board-old' : ''}
      title={
        <>
          {t('insight.breakdown')}
          <Info def="breakdown" name={t('insight.breakdown')} />
        </>
      }
      extra={
        <span className="row">
          <Select
            size="small"
            aria-label={t('insight.byName')}
            value={by}
            onChange={(v) => props.onChange({ cut: v })}
            options={CUTS.map((v) => ({ value: v, label: t(`insight.by.${v}`) }))}
            style={{ minWidth: 110 }}
          />
          <Button size="small" icon={<DownloadOutlined />} href={fileOf('growth', query, lang)}>
            {t('insight.export')}
          </Button>
        </span>
      }
    >
      {board.isError && !board.data && <ErrorCard error={board.error} onRetry={() => void board.refetch()} />}
      {board.isPending && <Skeleton active paragraph={{ rows: 6 }} style={{ padding: 16 }} />}
      {board.data && (
        <Table<Row>
          size="small"
          rowKey="key"
          scroll={{ x: 860 }}
          dataSource={rows}
          showSorterTooltip={false}
          pagination={{ pageSize: 20, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
          expandable={{ defaultExpandAllRows: true }}
          locale={{ emptyText: t('insight.noRows') }}
          onChange={(_, __, sorter) => {
            const by_ = Array.isArray(sorter) ? sorter[0] : sorter
            props.onChange({ sort: by_?.order ? `${String(by_.columnKey)}.${by_.order}` : 'added.descend' })
          }}
          columns={[
            { title: t(`insight.by.${by as (typeof CUTS)[number]}`), render: (_, row) => nameOf(row) },
            ...FIGURES.slice(0, 1).map((figure) => ({
              ...column(figure),
              title: t(`insight.figure.${figure}`),
              render: (_: unknown, row: Row) => (
                <FigureButton
                  value={row.now[figure]}
                  name={`${nameOf(row)} ${t(`insight.figure.${figure}`)}`}
                  onClick={() => onDrill({ figure, by, key: row.key })}
                />
              ),
            })),
            {
              title: t('insight.share'),
              align: 'right' as const,
              render: (_: unknown, row: Row) => (
                <span className="num muted">{percent(row.now.added, total?.added ?? 0)}</span>
              ),
            },
            ...(board.data.has_before
              ? [
                  {
                    title: t('insight.changeBefore'),
                    align: 'right' as const,
                    render: (_: unknown, row: Row) => (
                      <span className="nowrap">
                        <Change now={row.now.added} before={row.before.added} good={1} />
                        {' / '}
                        <FigureButton
                          value={row.before.added}
                          name={`${nameOf(row)} ${t('insight.beforeAdded')}`}
                          onClick={() => onDrill({ figure: 'added', by, key: row.key, compare: props.compare })}
                        />
                      </span>
                    ),
                  },
                ]
              : []),
            ...FIGURES.slice(1, 3).map((figure) => ({
              ...column(figure),
              title: t(`insight.figure.${figure}`),
              render: (_: unknown, row: Row) => (
                <FigureButton
                  value={row.now[figure]}
                  name={`${nameOf(row)} ${t(`insight.figure.${figure}`)}`}
                  onClick={() => onDrill({ figure, by, key: row.key })}
                />
              ),
            })),
            {
              ...column('net'),
              title: t('insight.figure.net'),
              render: (_: unknown, row: Row) => int(row.now.net, lang),
            },
            ...FIGURES.slice(3).map((figure) => ({
              ...column(figure),
              title: t(`insight.figure.${figure}`),
              render: (_: unknown, row: Row) => (
                <FigureButton
                  value={row.now[figure]}
                  name={`${nameOf(row)} ${t(`insight.figure.${figure}`)}`}
                  onClick={() => onDrill({ figure, by, key: row.key })}
                />
              ),
            })),
            {
              title: t('insight.figure.churn_rate'),
              align: 'right' as const,
              render: (_: unknown, row: Row) => (
                <span className="num">{percent(row.now.churned, churnBase(row.now))}</span>
              ),
            },
          ]}
        />
      )}
    </Card>
  )
}
