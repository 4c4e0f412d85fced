import {
  DownloadOutlined,
  FullscreenOutlined,
  LinkOutlined,
  MoreOutlined,
  PictureOutlined,
  PushpinOutlined,
} from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Segmented, Skeleton } from 'antd'
import { type ReactNode, Suspense, useRef, useState } from 'react'
import { useIsViewing } from '@/api/me'
import { EmptyState, ErrorCard } from '@/ui/Feedback'
import { Card } from '@/ui/Page'
import { copyText } from '@/ui/page/copy'
import { KeyDropdown } from '@/ui/page/KeyDropdown'
import { lazy } from '@/ui/page/lazy'
import { ScopeNote } from '@/ui/page/ScopeNote'
import './answers.css'
import { AnswerView } from './AnswerView'
import { csvOf, lackOf, queryFor } from './columns'
import { saveFile } from './file'
import { useAnswer } from './queries'
import { useNames } from './show'
import { useAnswerTexts } from './texts'
import type { Cell, Look, LookProps, PivotShow, QueryValue } from './types'

const SaveTileDialog = lazy(() => import('./tile/SaveTileDialog'))

const compareOf = (query: QueryValue | null) =>
  query?.compare === 'previous' || query?.compare === 'year' ? query.compare : undefined

/** A question with its answer: the picture or the table, what it means, and what can be done with it. */
export function AnswerCard(props: {
  title: string
  /** What the figures mean, in a sentence. */
  definition: ReactNode
  query: QueryValue | null
  look: Look
  /** What is shown while nothing is asked yet. */
  ask?: ReactNode
  extra?: ReactNode
  onCell?: (cell: Cell) => void
  show?: PivotShow
  onShow?: (show: PivotShow) => void
  onPeople?: LookProps['onPeople']
  /** Asked again when something happens. */
  isLive?: boolean
}) {
  const { look } = props
  const [isSaving, setSaving] = useState(false)
  const isViewing = useIsViewing()
  const query = props.query && queryFor(props.query, look)
  const w = useAnswerTexts()
  const names = useNames()
  const client = useQueryClient()
  const { message } = App.useApp()
  const answer = useAnswer(query, props.isLive)
  const box = useRef<HTMLDivElement>(null)
  const [isTable, setTable] = useState(false)
  const data = answer.data
  const lack = data ? lackOf(data.query, data, isTable ? 'table' : look) : null
  const csv = () => {
    if (!data) return
    const blob = new Blob([csvOf(data.columns.map(names.column), data.rows)], { type: 'text/csv' })
    const url = URL.createObjectURL(blob)
    saveFile(`${props.title}.csv`, url)
    URL.revokeObjectURL(url)
  }
  const picture = () => {
    const canvas = box.current?.querySelector('canvas')
    if (canvas) saveFile(`${props.title}.png`, canvas.toDataURL('image/png'))
  }
  const hasCanvas = ['line', 'area', 'bar', 'stacked', 'curve', 'sankey'].includes(look) && !isTable
  const items = [
    { key: 'csv', icon: <DownloadOutlined />, label: w.download, onClick: csv },
    ...(hasCanvas ? [{ key: 'png', icon: <PictureOutlined />, label: w.picture, onClick: picture }] : []),
    {
      key: 'link',
      icon: <LinkOutlined />,
      label: w.link,
      onClick: () => {
        void copyText(window.location.href).then((done) =>
          done ? message.success(w.linkCopied) : message.warning(w.linkByHand),
        )
      },
    },
    { key: 'full', icon: <FullscreenOutlined />, label: w.full, onClick: () => void box.current?.requestFullscreen() },
    ...(props.query && !isViewing
      ? [
          {
            key: 'tile',
            icon: <PushpinOutlined />,
            label: w.saveTile,
            onClick: () => setSaving(true),
          },
        ]
      : []),
  ]
  return (
    <div ref={box} className="answer-card">
      <Card
        title={props.title}
        extra={
          <span className="row nowrap">
            {props.extra}
            <Segmented
              size="small"
              value={isTable ? 'table' : 'chart'}
              onChange={(v) => setTable(v === 'table')}
              options={[
                { value: 'chart', label: w.chart },
                { value: 'table', label: w.table },
              ]}
            />
            <KeyDropdown menu={{ items }}>
              <Button size="small" icon={<MoreOutlined />} aria-label={w.more} />
            </KeyDropdown>
          </span>
        }
      >
        {query === null && props.ask}
        {answer.isError && !answer.isFetching && (
          <ErrorCard error={answer.error} onRetry={() => void answer.refetch()} />
        )}
        {query !== null && !data && answer.isFetching && <Skeleton active paragraph={{ rows: 6 }} />}
        {answer.isFetching && query !== null && (
          <div className="row" role="status">
            <span className="muted">{w.loading}</span>
            <Button size="small" type="link" onClick={() => void client.cancelQueries({ queryKey: ['answer', query] })}>
              {w.cancel}
            </Button>
          </div>
        )}
        {query !== null && !data && !answer.isFetching && !answer.isError && (
          <Button onClick={() => void answer.refetch()}>{w.askAgain}</Button>
        )}
        {query !== null && data && lack && <EmptyState title={w[lack]} hint={w.nothingHint} />}
        {query !== null && data && !lack && (
          <div className={answer.isPlaceholderData ? 'answer-old' : ''}>
            <AnswerView
              query={data.query}
              answer={data}
              look={isTable ? 'table' : look}
              compare={compareOf(props.query)}
              onCell={props.onCell}
              show={props.show}
              onShow={props.onShow}
              onPeople={props.onPeople}
            />
          </div>
        )}
        <div className="answer-foot muted">
          <span>{props.definition}</span>
          {data && query !== null && <ScopeNote scope={data.scope} />}
          {data && query !== null && (
            <span>
              {data.is_cut && `${w.cut(data.rows.length)} · `}
              {w.asOf(Number(data.seq).toLocaleString('en-US'), w.engineOf[data.engine] ?? data.engine)}
            </span>
          )}
        </div>
      </Card>
      {isSaving && props.query && (
        <Suspense>
          <SaveTileDialog
            title={props.title}
            query={props.query}
            look={look}
            show={props.show}
            onClose={() => setSaving(false)}
          />
        </Suspense>
      )}
    </div>
  )
}
