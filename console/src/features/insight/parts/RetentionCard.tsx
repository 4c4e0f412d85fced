import { DownloadOutlined } from '@ant-design/icons'
import { Button, Segmented, Select, Skeleton } from 'antd'
import { Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { legendMarks, lineMarks, tonesFor } from '@/ui/chart/tones'
import { ErrorCard } from '@/ui/Feedback'
import { Card } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { ScopeNote } from '@/ui/page/ScopeNote'
import { usePrefs } from '@/ui/prefs'
import { cellOf, pointsShown, SMALL } from '../figures'
import { type BoardFilter, type Drill, fileOf, useRetention } from '../queries'
import { useRowName } from '../rowName'
import { HeatTable } from './HeatTable'
import { Info } from './Info'

const Chart = lazy(() => import('@/ui/Chart'))
const CURVES_MAX = 6
const BYS = ['day', 'week', 'month', 'store', 'staff', 'department', 'region', 'code', 'source'] as const

function Curve({ board, by }: { board: Schemas['RetentionBoard']; by: string }) {
  const { t } = useTranslation()
  const { dark, colorBlind } = usePrefs()
  const nameOf = useRowName(by)
  const option = useMemo(() => {
    const points = pointsShown(board)
    const line = (row: Schemas['CohortRow']) =>
      points.map((i) => {
        const { share } = cellOf(row, i)
        return share === null ? null : Math.round(share * 1000) / 10
      })
    const rows = [...board.rows].filter((r) => r.size >= SMALL).sort((a, b) => b.size - a.size)
    return {
      color: tonesFor(colorBlind).slice(1), // the whole has the first
      grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, type: 'scroll' as const, ...legendMarks(colorBlind) },
      tooltip: {
        trigger: 'axis' as const,
        valueFormatter: (v: unknown) => (v === null || v === undefined ? '—' : `${v}%`),
      },
      xAxis: {
        type: 'category' as const,
        boundaryGap: false,
        data: points.map((i) => t('insight.dayN', { n: board.points[i]! })),
      },
      yAxis: { type: 'value' as const, scale: true, max: 100, axisLabel: { formatter: '{value}%' } },
      series: [
        {
          name: t('insight.whole'),
          type: 'line' as const,
          data: line(board.total),
          color: dark && !colorBlind ? '#3c89e8' : tonesFor(colorBlind)[0],
          ...lineMarks(0, colorBlind, 3, 6),
        },
        ...rows.slice(0, CURVES_MAX).map((row, n) => ({
          name: nameOf(row),
          type: 'line' as const,
          data: line(row),
          ...lineMarks(n + 1, colorBlind, 1.5),
        })),
      ],
    }
  }, [board, t, dark, colorBlind, nameOf])
  return (
    <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height: 300 }} />}>
      <Chart option={option} height={300} label={t('insight.curve')} />
    </Suspense>
  )
}

export function RetentionCard(props: {
  filter: BoardFilter
  by: string
  member: 'all' | 'new'
  shape: 'heat' | 'curve'
  onChange: (patch: Record<string, string | undefined>) => void
  onDrill: (drill: Drill) => void
  lang: string
}) {
  const { t } = useTranslation()
  const { by, member } = props
  const query = { ...props.filter, by, member }
  const board = useRetention(query)
  return (
    <Card
      className={board.isPlaceholderData ? 'board-old' : ''}
      title={
        <>
          {t('insight.retention')}
          <Info def="retention" name={t('insight.figure.retention')} />
        </>
      }
      extra={
        <span className="row">
          <Select
            size="small"
            aria-label={t('insight.cohortBy')}
            value={by}
            onChange={(v) => props.onChange({ cohort: v })}
            options={BYS.map((v) => ({ value: v, label: t(`insight.by.${v}`) }))}
            style={{ minWidth: 100 }}
          />
          <Segmented
            size="small"
            aria-label={t('insight.memberName')}
            value={member}
            onChange={(v) => props.onChange({ member: v === 'all' ? undefined : v })}
            options={(['all', 'new'] as const).map((v) => ({ value: v, label: t(`insight.member.${v}`) }))}
          />
          <Segmented
            size="small"
            aria-label={t('insight.shape')}
            value={props.shape}
            onChange={(v) => props.onChange({ shape: v === 'heat' ? undefined : v })}
            options={(['heat', 'curve'] as const).map((v) => ({ value: v, label: t(`insight.${v}`) }))}
          />
          <Button size="small" icon={<DownloadOutlined />} href={fileOf('retention', query, props.lang)}>
            {t('insight.export')}
          </Button>
        </span>
      }
    >
      {board.isError && !board.data && <ErrorCard error={board.error} onRetry={() => void board.refetch()} />}
      {board.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {board.data &&
        (props.shape === 'curve' ? (
          <Curve board={board.data} by={by} />
        ) : (
          <HeatTable board={board.data} by={by} member={member} onDrill={props.onDrill} />
        ))}
      {board.data && (
        <div className="muted">
          <ScopeNote scope={board.data.scope} />
        </div>
      )}
    </Card>
  )
}
