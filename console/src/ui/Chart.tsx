import { BarChart, LineChart, SankeyChart } from 'echarts/charts'
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  LegendScrollComponent,
  TooltipComponent,
} from 'echarts/components'
import * as echarts from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { usePrefs } from './prefs'

echarts.use([
  BarChart,
  LineChart,
  SankeyChart,
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  LegendScrollComponent,
  TooltipComponent,
  LabelLayout,
  CanvasRenderer,
])

export type ChartOption = Parameters<echarts.ECharts['setOption']>[0]

/** A canvas chart; import it lazily, it brings ECharts along. New data move what is drawn and keep
 * the zoom: nothing flickers. `onClick` gets the id of a series and the place in it, and whether it is an edge. */
export default function Chart(props: {
  option: ChartOption
  height: number
  label: string
  onClick?: (series: string, at: number, isEdge: boolean) => void
}) {
  const { option, height, label } = props
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<echarts.ECharts | null>(null)
  const clicked = useRef(props.onClick)
  clicked.current = props.onClick
  const { dark, colorBlind } = usePrefs()
  useEffect(() => {
    if (!box.current) return
    const made = echarts.init(box.current, dark ? 'dark' : undefined, { renderer: 'canvas' })
    chart.current = made
    made.on('click', (e) => clicked.current?.(String(e.seriesId ?? ''), e.dataIndex ?? -1, e.dataType === 'edge'))
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(box.current)
    return () => {
      observer.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [dark])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a chart made anew for `dark` needs its option again
  useEffect(() => {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    chart.current?.setOption(
      {
        backgroundColor: 'transparent',
        animation: !still,
        animationDuration: 200,
        animationDurationUpdate: 200,
        aria: { enabled: true, decal: { show: colorBlind } },
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
        ...(option as object),
      },
      { replaceMerge: ['series', 'xAxis', 'yAxis'] },
    )
  }, [option, colorBlind, dark])
  return <div ref={box} role="img" aria-label={label} style={{ height }} />
}
