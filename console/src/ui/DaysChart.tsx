import { Segmented, Skeleton, Table } from 'antd'
import { Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { lazy } from '@/ui/page/lazy'
import { int } from './format'
import { useTones } from './prefs'

const Chart = lazy(() => import('./Chart'))

export type Series = { name: string; tone: 'good' | 'bad' | 'main'; values: number[]; line?: boolean }
/** Figures per day as bars and lines, with the same numbers as a table. */
export function DaysChart(props: { days: string[]; series: Series[]; label: string; height?: number }) {
  const { t } = useTranslation()
  const lang = useLang()
  const [shown, setShown] = useState<'chart' | 'table'>('chart')
  const tones = useTones()
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 8, top: 32, bottom: 4, containLabel: true },
      legend: { type: 'scroll', top: 0, left: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10 },
      tooltip: { trigger: 'axis' as const },
      xAxis: { type: 'category' as const, data: props.days.map((d) => d.slice(5)), axisTick: { show: false } },
      yAxis: { type: 'value' as const, minInterval: 1 },
      series: props.series.map((s) => ({
        name: s.name,
        type: s.line ? ('line' as const) : ('bar' as const),
        data: s.values,
        color: tones[s.tone],
        barMaxWidth: 12,
        symbol: 'none',
      })),
    }),
    [props.days, props.series, tones],
  )
  const height = props.height ?? 220
  return (
    <>
      <div className="row end">
        <Segmented
          size="small"
          value={shown}
          onChange={setShown}
          aria-label={props.label}
          options={[
            { value: 'chart', label: t('common.chart') },
            { value: 'table', label: t('common.table') },
          ]}
        />
      </div>
      {shown === 'chart' ? (
        <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height }} />}>
          <Chart option={option} height={height} label={props.label} />
        </Suspense>
      ) : (
        <Table
          size="small"
          rowKey="day"
          pagination={{ pageSize: 10, size: 'small', hideOnSinglePage: true }}
          dataSource={[...props.days].reverse().map((day) => ({ day, at: props.days.indexOf(day) }))}
          columns={[
            { title: t('common.time'), dataIndex: 'day' },
            ...props.series.map((s) => ({
              title: s.name,
              align: 'right' as const,
              render: (_: unknown, row: { at: number }) => int(s.values[row.at] ?? 0, lang),
            })),
          ]}
        />
      )}
    </>
  )
}
