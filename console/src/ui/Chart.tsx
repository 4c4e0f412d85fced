import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { usePrefs } from './prefs'

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

export type ChartOption = Parameters<echarts.ECharts['setOption']>[0]

/** A canvas chart; import it lazily, it brings ECharts along. */
export default function Chart({ option, height, label }: { option: ChartOption; height: number; label: string }) {
  const box = useRef<HTMLDivElement>(null)
  const { dark, colorBlind } = usePrefs()
  useEffect(() => {
    if (!box.current) return
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    const chart = echarts.init(box.current, dark ? 'dark' : undefined, { renderer: 'canvas' })
    chart.setOption({
      backgroundColor: 'transparent',
      animation: !still,
      animationDuration: 200,
      aria: { enabled: true, decal: { show: colorBlind } },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      ...(option as object),
    })
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(box.current)
    return () => {
      observer.disconnect()
      chart.dispose()
    }
  }, [option, dark, colorBlind])
  return <div ref={box} role="img" aria-label={label} style={{ height }} />
}
