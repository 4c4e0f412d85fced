import { type KeyboardEvent, useMemo, useState } from 'react'
import { useLang } from '@/i18n'
import type { ChartOption } from '@/ui/Chart'
import { tonesFor } from '@/ui/chart/tones'
import { int, percent } from '@/ui/format'
import { lazy } from '@/ui/page/lazy'
import { usePrefs } from '@/ui/prefs'
import { usePhone } from '@/ui/usePhone'
import { useNames } from '../../show'
import { useAnswerTexts } from '../../texts'
import type { LookProps } from '../../types'
import { type Edge, edgesOf, nextEdge, nodeId, nodesOf } from './sankey'

const Chart = lazy(() => import('@/ui/Chart'))
const GONE = '#9aa4b2'
const MARGIN = 120
/** Of a phone: what stays for a label between two steps, and the step's own mark. */
const NARROW = 300

/** Ways of sessions as streams from left to right, as wide as they are many; an edge opens who went there. The arrow
 * keys go from edge to edge, Enter opens one. */
export default function SankeyLook({ query, answer, height, onCell }: LookProps) {
  const w = useAnswerTexts()
  const lang = useLang()
  const names = useNames()
  const { colorBlind, dark } = usePrefs()
  const isPhone = usePhone()
  const edges = useMemo(() => edgesOf(answer), [answer])
  const [chosen, setChosen] = useState<number | null>(null)
  const nameOf = (name: string | null) =>
    name === null ? w.ended : name === 'other' ? w.other : names.value(query.node ?? 'type', name)
  const option = useMemo((): ChartOption => {
    const nodes = nodesOf(edges)
    const kinds = [...new Set([...nodes.values()].map((n) => n.name).filter((n) => n !== null))]
    const tones = tonesFor(colorBlind)
    const nameOf = (name: string | null) =>
      name === null ? w.ended : name === 'other' ? w.other : names.value(query.node ?? 'type', name)
    const last = Math.max(...edges.map((e) => e.step)) + 1
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
          // A live one is drawn again at every event: it stays where it is.
          animation: false,
          left: 8,
          right: isPhone ? 8 : MARGIN,
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
            // The last step has no room behind it on a phone.
            ...(isPhone && n.step === last ? { label: { position: 'left' } } : {}),
            itemStyle: { color: n.name === null ? GONE : tones[kinds.indexOf(n.name) % tones.length] },
          })),
          links: edges.map((e, i) => ({
            source: nodeId(e.step, e.from),
            target: nodeId(e.step + 1, e.to),
            value: e.count,
            ...(i === chosen ? { lineStyle: { opacity: 0.85 } } : {}),
          })),
          lineStyle: { color: 'source', opacity: dark ? 0.35 : 0.25, curveness: 0.5 },
          label: {
            color: dark ? '#d6dae0' : '#333',
            ...(isPhone ? { fontSize: 11, width: NARROW / last, overflow: 'truncate' } : {}),
            formatter: (item: { name: string }) =>
              isPhone ? label(item.name) : `${label(item.name)}  ${int(nodes.get(item.name)?.count ?? 0, lang)}`,
          },
        },
      ],
    } as unknown as ChartOption
  }, [edges, query, names, w, lang, colorBlind, dark, isPhone, chosen])
  const open = (edge: Edge | undefined) => {
    if (!edge) return
    onCell?.(
      edge.to === null
        ? { step: edge.step, from: edge.from, side: 'dropped' }
        : { step: edge.step, from: edge.from, to: edge.to },
    )
  }
  const onKey = (e: KeyboardEvent) => {
    const next = nextEdge(edges, chosen, e.key)
    if (e.key === 'Enter' && chosen !== null) open(edges[chosen])
    else if (e.key === 'Escape' && chosen !== null) setChosen(null)
    else if (next === null) return
    else setChosen(next)
    e.preventDefault()
    e.stopPropagation()
  }
  const edge = chosen === null ? undefined : edges[chosen]
  const first = edges.reduce((sum, e) => sum + (e.step === 1 ? e.count : 0), 0)
  return (
    <>
      <div
        role="application"
        aria-label={w.sankeyKeys}
        className="sankey"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys go through its edges
        tabIndex={0}
        onKeyDown={onKey}
      >
        <Chart
          option={option}
          height={height ?? 520}
          label={w.chart}
          onClick={(_, at, isEdge) => isEdge && open(edges[at])}
        />
      </div>
      <div className="muted sankey-said" aria-live="polite">
        {edge
          ? `${edge.step}. ${nameOf(edge.from)} → ${nameOf(edge.to)} · ${w.sessionsOf(int(edge.count, lang))} · ${percent(edge.count, first)}`
          : height === undefined && w.sankeyKeys}
      </div>
    </>
  )
}
