import { lazy, useMemo } from 'react'
import { useLang } from '@/i18n'
import type { ChartOption } from '@/ui/Chart'
import { int, percent } from '@/ui/format'
import { usePrefs } from '@/ui/prefs'
import { useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { LookProps } from '../../types'
import { tonesFor } from '../chart/tones'
import { edgesOf, nodeId, nodesOf } from './sankey'

const Chart = lazy(() => import('@/ui/Chart'))
const GONE = '#9aa4b2'

/** Ways of sessions as streams from left to right, as wide as they are many; an edge opens who went there. */
export default function SankeyLook({ query, answer, height, onCell }: LookProps) {
  const w = useAnswerTexts()
  const lang = useLang()
  const names = useNames()
  const { colorBlind, dark } = usePrefs()
  const edges = useMemo(() => edgesOf(answer), [answer])
  const option = useMemo((): ChartOption => {
    const nodes = nodesOf(edges)
    const kinds = [...new Set([...nodes.values()].map((n) => n.name).filter((n) => n !== null))]
    const tones = tonesFor(colorBlind)
    const nameOf = (name: string | null) =>
      name === null ? w.ended : name === 'other' ? w.other : names.value(query.node ?? 'type', name)
    const whole = edges.reduce((sum, e) => sum + (e.step === 1 ? e.count : 0), 0)
    const told = (count: number) => `${w.sessionsOf(int(count, lang))} · ${percent(count, whole)}`
    const label = (id: string) => nameOf(nodes.get(id)?.name ?? null)
    return {
      tooltip: {
        trigger: 'item',
        formatter: (item: unknown) => {
          const { dataType, data } = item as {
            dataType: string
            data: { source?: string; target?: string; value?: number; name?: string }
          }
          return dataType === 'edge'
            ? `${label(data.source ?? '')} → ${label(data.target ?? '')}<br>${told(data.value ?? 0)}`
            : `${label(data.name ?? '')}<br>${told(nodes.get(data.name ?? '')?.count ?? 0)}`
        },
      },
      xAxis: [],
      yAxis: [],
      series: [
        {
          id: 'paths',
          type: 'sankey',
          left: 8,
          right: 120,
          top: 8,
          bottom: 8,
          nodeAlign: 'left',
          nodeGap: 10,
          labelLayout: { hideOverlap: true },
          nodeWidth: 14,
          emphasis: { focus: 'adjacency' },
          data: [...nodes.entries()].map(([id, n]) => ({
            name: id,
            depth: n.step - 1,
            itemStyle: { color: n.name === null ? GONE : tones[kinds.indexOf(n.name) % tones.length] },
          })),
          links: edges.map((e) => ({
            source: nodeId(e.step, e.from),
            target: nodeId(e.step + 1, e.to),
            value: e.count,
          })),
          lineStyle: { color: 'source', opacity: dark ? 0.35 : 0.25, curveness: 0.5 },
          label: {
            color: dark ? '#d6dae0' : '#333',
            formatter: (item: { name: string }) =>
              `${label(item.name)}  ${int(nodes.get(item.name)?.count ?? 0, lang)}`,
          },
        },
      ],
    } as unknown as ChartOption
  }, [edges, query, names, w, lang, colorBlind, dark])
  return (
    <Chart
      option={option}
      height={height ?? 520}
      label={w.chart}
      onClick={(_, at, isEdge) => {
        const edge = isEdge ? edges[at] : undefined
        if (!edge || !onCell) return
        onCell(
          edge.to === null
            ? { step: edge.step, from: edge.from, side: 'dropped' }
            : { step: edge.step, from: edge.from, to: edge.to },
        )
      }}
    />
  )
}
