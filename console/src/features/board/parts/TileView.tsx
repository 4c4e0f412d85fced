import { InfoCircleOutlined, PictureOutlined } from '@ant-design/icons'
import { App, Button, Skeleton } from 'antd'
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { AnswerView } from '@/answers/AnswerView'
import { useNames } from '@/answers/show'
import { type BoardFilter, type LeftOut, type Tile, useTile } from '@/answers/tile/queries'
import type { Cell, QueryValue } from '@/answers/types'
import { useLang } from '@/i18n'
import { ErrorLine } from '@/ui/Feedback'
import { listed } from '@/ui/format'
import { lazy } from '@/ui/page/lazy'
import { ScopeMark } from '@/ui/page/ScopeNote'
import { askedBy } from '../filter'
import { useBoardTexts } from '../texts'
import { usePictureLines } from './usePictureLines'

const PeopleDrawer = lazy(() => import('@/answers/people/PeopleDrawer'))
const CHROME = 8
/** Kinds of questions whose every number is of people. */
const OPENS: QueryValue['kind'][] = ['funnel', 'retention', 'paths', 'distribution', 'interval', 'lift']

/** Which conditions of the board say nothing of this tile, and why. */
function LeftOutNote({ left }: { left: LeftOut[] }) {
  const w = useBoardTexts()
  const lang = useLang()
  const names = useNames()
  const called = (name: string) => w.conditionOf[name] ?? names.dimension(name.replace(/^customer\./, ''))
  const said = left.map((l) =>
    w.leftOut(
      listed(askedBy(l).map(called), lang) || w.conditions,
      l.missing === 'person' ? null : names.property(l.missing),
    ),
  )
  return (
    <p className="tile-left" role="note">
      <InfoCircleOutlined /> {said.join(' ')}
    </p>
  )
}

/** One tile: its answer as it looks, asked again when something happens. */
export function TileView(props: { tile: Tile; filter: BoardFilter; head: ReactNode }) {
  const w = useBoardTexts()
  const { tile, filter } = props
  const answer = useTile(tile, filter)
  const { data } = answer
  const { message } = App.useApp()
  const linesOf = usePictureLines(filter)
  const top = useRef<HTMLElement>(null)
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
  const picture = async () => {
    const section = top.current?.parentElement
    if (!section) return
    try {
      await (await import('../picture')).savePicture(section, linesOf(tile.title, tile.query.range))
    } catch {
      void message.error(w.noPicture)
    }
  }
  const isTrend = tile.query.kind === 'trend'
  const asked = (isTrend ? filter.compare : undefined) ?? tile.query.compare
  const compare = asked === 'previous' || asked === 'year' ? asked : undefined
  return (
    <>
      <header ref={top}>
        <h2 title={[tile.title, tile.note].filter(Boolean).join(' · ')}>{tile.title}</h2>
        {data && <ScopeMark scope={data.scope} of={tile.title} />}
        <span className="grow" />
        {props.head ?? (
          <Button
            size="small"
            type="text"
            className="tile-more"
            data-no-picture
            icon={<PictureOutlined />}
            aria-label={`${w.tilePicture} ${tile.title}`}
            title={w.tilePicture}
            onClick={() => void picture()}
          />
        )}
      </header>
      {data && data.left_out.length > 0 && <LeftOutNote left={data.left_out} />}
      <div className="tile-body" ref={body} title={data ? w.asOf(data.seq) : undefined}>
        {answer.isPending && <Skeleton active paragraph={{ rows: 1 }} />}
        {answer.isError && !data && <ErrorLine error={answer.error} onRetry={() => void answer.refetch()} />}
        {data?.rows.length === 0 && <p className="muted">{w.nothing}</p>}
        {data && data.rows.length > 0 && (
          <AnswerView
            query={data.query}
            answer={data}
            look={tile.look}
            compare={compare}
            before={data.before}
            goal={data.targets[0]}
            height={height}
            show={tile.show}
            onPeople={setPeople}
            onCell={OPENS.includes(tile.query.kind) ? setCell : undefined}
          />
        )}
      </div>
      {people && (
        <Suspense>
          <PeopleDrawer {...people} onClose={() => setPeople(null)} />
        </Suspense>
      )}
      {cell && data && (
        <Suspense>
          <PeopleDrawer title={tile.title} of={data.query} cell={cell} onClose={() => setCell(null)} />
        </Suspense>
      )}
    </>
  )
}
