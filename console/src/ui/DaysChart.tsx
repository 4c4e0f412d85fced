import { Segmented, Skeleton, Table } from 'antd'
import { Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { lazy } from '@/ui/page/lazy'
import { int } from './format'
import { usePrefs } from './prefs'

const Chart = lazy(() => import('./Chart'))

export type Series = { name: string; tone: 'good' | 'bad' | 'main'; values: number[]; line?: boolean }
const TONES = {
  standard: { good: '#52a065', bad: '#d8635c', main: '#1668dc' },
  blind: { good: '#5e9bd1', bad: '#c77a33', main: '#525252' },
  dark: { good: '#6abe39', bad: '#e84749', main: '#3c89e8' },
  darkBlind: { good: '#7fb3e6', bad: '#f1a340', main: '#d0d0d0' },
}

/** Figures per day as bars and lines, with the same numbers as a table. */
export function DaysChart(props: { days: string[]; series: Series[]; label: string; height?: number }) {
  const { t } = useTranslation()
  const lang = useLang()
  const { colorBlind, dark } = usePrefs()
  const [shown, setShown] = useState<'chart' | 'table'>('chart')
  const tones = TONES[colorBlind ? (dark ? 'darkBlind' : 'blind') : dark ? 'dark' : 'standard']
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
