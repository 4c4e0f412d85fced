import { Skeleton } from 'antd'
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { AnswerView } from '@/answers/AnswerView'
import { queryFor } from '@/answers/columns'
import { useAnswer } from '@/answers/queries'
import type { Tile } from '@/answers/tile/queries'
import type { Cell, QueryValue, Range } from '@/answers/types'
import { ErrorCard } from '@/ui/Feedback'
import { useBoardTexts } from '../texts'

const PeopleDrawer = lazy(() => import('@/answers/people/PeopleDrawer'))
const CHROME = 8
/** Kinds of questions whose every number is of people. */
const OPENS: QueryValue['kind'][] = ['funnel', 'retention', 'paths', 'distribution', 'interval', 'lift']

/** The query of a tile on a board whose period is another. */
export const askedOn = (tile: Tile, range: Range | undefined): QueryValue =>
  range ? { ...tile.query, range } : tile.query

/** One tile: its answer as it looks, asked again when something happens. */
export function TileView(props: { tile: Tile; range: Range | undefined; head: ReactNode }) {
  const w = useBoardTexts()
  const { tile } = props
  const query = askedOn(tile, props.range)
  const answer = useAnswer(queryFor(query, tile.look), true)
  const body = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(200)
  const [cell, setCell] = useState<Cell | null>(null)
  const [people, setPeople] = useState<{ title: string; query: QueryValue } | null>(null)
  useEffect(() => {
    if (!body.current) return
    const observer = new ResizeObserver(
      ([entry]) => entry && setHeight(Math.max(entry.contentRect.height - CHROME, 120)),
    )
    observer.observe(body.current)
    return () => observer.disconnect()
  }, [])
  const compare = query.compare === 'previous' || query.compare === 'year' ? query.compare : undefined
  return (
    <>
      <header>
        <h2 title={tile.note}>{tile.title}</h2>
        <span className="grow" />
        {props.head}
      </header>
      <div className="tile-body" ref={body} title={answer.data ? w.asOf(answer.data.seq) : undefined}>
        {answer.isPending && <Skeleton active paragraph={{ rows: 1 }} />}
        {answer.isError && !answer.data && <ErrorCard error={answer.error} onRetry={() => void answer.refetch()} />}
        {answer.data && (
          <AnswerView
            query={answer.data.query}
            answer={answer.data}
            look={tile.look}
            compare={compare}
            height={height}
            show={tile.show}
            onPeople={setPeople}
            onCell={OPENS.includes(query.kind) ? setCell : undefined}
          />
        )}
      </div>
      {people && (
        <Suspense>
          <PeopleDrawer {...people} onClose={() => setPeople(null)} />
        </Suspense>
      )}
      {cell && (
        <Suspense>
          <PeopleDrawer title={tile.title} of={query} cell={cell} onClose={() => setCell(null)} />
        </Suspense>
      )}
    </>
  )
}
