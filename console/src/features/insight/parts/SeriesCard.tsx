import { DownloadOutlined } from '@ant-design/icons'
import { Button, Segmented, Skeleton } from 'antd'
import { Suspense, useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { Card } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { usePrefs } from '@/ui/prefs'
import type { TimeUnit } from '../period'
import type { Drill } from '../queries'
import { Info } from './Info'
import { SeriesTable } from './SeriesTable'

const Chart = lazy(() => import('@/ui/Chart'))
const TONES = {
  standard: { good: '#3f8f54', bad: '#cf5a52', main: '#1668dc' },
  blind: { good: '#4a8cc7', bad: '#c77a33', main: '#525252' },
  dark: { good: '#6abe39', bad: '#e84749', main: '#3c89e8' },
  darkBlind: { good: '#5e9bd1', bad: '#d98a3d', main: '#c9c9c9' },
}

export function SeriesCard(props: {
  board: Schemas['GrowthBoard']
  unit: TimeUnit
  onUnit: (unit: TimeUnit) => void
  shown: 'chart' | 'table'
  onShown: (shown: 'chart' | 'table') => void
  onDrill: (drill: Drill) => void
  file: string
}) {
  const { board, unit, onDrill } = props
  const { t } = useTranslation()
  const { dark, colorBlind } = usePrefs()
  const tones = TONES[colorBlind ? (dark ? 'darkBlind' : 'blind') : dark ? 'dark' : 'standard']
  const option = useMemo(() => {
    const rows = board.rows
    const mark = (row: Schemas['GrowthRow']) => (row.is_complete ? 1 : 0.55)
    return {
      grid: { left: 8, right: 12, top: 36, bottom: rows.length > 31 ? 44 : 8, containLabel: true },
      legend: { type: 'scroll', top: 0, left: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10 },
      tooltip: { trigger: 'axis' as const },
      xAxis: { type: 'category' as const, data: rows.map((r) => r.key), axisTick: { show: false } },
      yAxis: { type: 'value' as const, minInterval: 1 },
      dataZoom: [
        { type: 'inside' as const, zoomOnMouseWheel: 'ctrl' as const },
        ...(rows.length > 31 ? [{ type: 'slider' as const, height: 20, bottom: 8 }] : []),
      ],
      series: [
        {
          id: 'added',
          name: t('insight.figure.added'),
          type: 'bar' as const,
          stack: 'one',
          color: tones.good,
          barMaxWidth: 18,
          data: rows.map((r) => ({ value: r.now.added, itemStyle: { opacity: mark(r) } })),
        },
        {
          id: 'lost',
          name: t('insight.figure.lost'),
          type: 'bar' as const,
          stack: 'one',
          color: tones.bad,
          barMaxWidth: 18,
          data: rows.map((r) => ({ value: -r.now.lost, itemStyle: { opacity: mark(r) } })),
        },
        {
          id: 'net',
          name: t('insight.figure.net'),
          type: 'line' as const,
          color: tones.main,
          symbol: 'none',
          data: rows.map((r) => r.now.net),
        },
      ],
    }
  }, [board.rows, tones, t])
  const rows = board.rows
  const click = useCallback(
    (series: string, at: number) => {
      const key = rows[at]?.key
      if (key && series !== 'net') onDrill({ figure: series, by: unit, key })
    },
    [rows, unit, onDrill],
  )
  return (
    <Card
      title={
        <>
          {t('insight.series')}
          <Info def="series" name={t('insight.series')} />
        </>
      }
      extra={
        <span className="row">
          <Segmented
            size="small"
            aria-label={t('insight.unitName')}
            value={unit}
            onChange={props.onUnit}
            options={(['day', 'week', 'month'] as const).map((v) => ({ value: v, label: t(`insight.unit.${v}`) }))}
          />
          <Segmented
            size="small"
            aria-label={t('insight.shape')}
            value={props.shown}
            onChange={props.onShown}
            options={[
              { value: 'chart' as const, label: t('common.chart') },
              { value: 'table' as const, label: t('common.table') },
            ]}
          />
          <Button size="small" icon={<DownloadOutlined />} href={props.file}>
            {t('insight.export')}
          </Button>
        </span>
      }
    >
      {props.shown === 'chart' ? (
        <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height: 300 }} />}>
          <Chart option={option} height={300} label={t('insight.series')} onClick={click} />
        </Suspense>
      ) : (
        <SeriesTable rows={rows} unit={unit} onDrill={onDrill} />
      )}
    </Card>
  )
}
