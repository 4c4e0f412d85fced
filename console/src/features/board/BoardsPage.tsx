import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { type BoardLine, useBoardChanges, useBoards, useLeftBoards, usePresets } from '@/answers/tile/queries'
import { useCan, useHolds, useIsViewing } from '@/api/me'
import { useLang } from '@/i18n'
import { EmptyState, ErrorCard, sentenceOf } from '@/ui/Feedback'
import { Badge, Card, PageHead, Time } from '@/ui/Page'
import { GoLink, useGo } from '@/ui/url'
import './board.css'
import { useBoardTexts } from './texts'

function Row({ board }: { board: BoardLine }) {
  const w = useBoardTexts()
  return (
    <li>
      <GoLink to={`/boards/${board.id}`}>{board.name}</GoLink>
      {board.is_shared && board.is_mine && <Badge tone="good">{w.sharedBadge}</Badge>}
      {!board.is_mine && board.owner_name && <span className="muted">{w.by(board.owner_name)}</span>}
      <span className="grow" />
      <Time at={board.changed_at} relative />
    </li>
  )
}

const List = ({ children }: { children: ReactNode }) => <ul className="board-list">{children}</ul>

/** Boards of people who left: they are seen by whom they were shared with, and changed by nobody. */
function LeftBoards() {
  const w = useBoardTexts()
  const holds = useHolds()
  const can = useCan()
  const { message } = App.useApp()
  const left = useLeftBoards(holds('board.take'))
  const { take } = useBoardChanges()
  const items = left.data?.items ?? []
  if (items.length === 0) return null
  const adopt = async (board: BoardLine) => {
    try {
      await take.mutateAsync(board.id)
      void message.success(w.taken(board.name))
    } catch (error) {
      void message.error(sentenceOf(error))
    }
  }
  return (
    <Card title={w.left}>
      <p className="muted">{w.leftHint}</p>
      <List>
        {items.map((b) => (
          <li key={b.id}>
            <span>{b.name}</span>
            {b.owner_name && <span className="muted">{w.by(b.owner_name)}</span>}
            <span className="grow" />
            <Time at={b.changed_at} relative />
            {can('board.take') && (
              <Button size="small" loading={take.isPending && take.variables === b.id} onClick={() => void adopt(b)}>
                {w.take}
              </Button>
            )}
          </li>
        ))}
      </List>
    </Card>
  )
}

export default function BoardsPage() {
  const w = useBoardTexts()
  const lang = useLang()
  const go = useGo()
  const { message } = App.useApp()
  const boards = useBoards()
  const presets = usePresets()
  const { create } = useBoardChanges()
  const isViewing = useIsViewing()
  const all = boards.data?.items ?? []
  const mine = all.filter((b) => b.is_mine)
  const shared = all.filter((b) => !b.is_mine)
  const add = async () => {
    try {
      const made = await create.mutateAsync({
        name: w.add,
        tiles: [],
        filter: {},
        is_shared: false,
        is_open: false,
        sort: 0,
      })
      go(`/boards/${made.id}?edit=1`)
    } catch (error) {
      void message.error(sentenceOf(error))
    }
  }
  return (
    <div className="page">
      <PageHead
        title={w.title}
        sub={w.sub}
        extra={
          !isViewing && (
            <Button type="primary" icon={<PlusOutlined />} loading={create.isPending} onClick={() => void add()}>
              {w.add}
            </Button>
          )
        }
      />
      <div className="stack">
        {boards.isError && <ErrorCard error={boards.error} onRetry={() => void boards.refetch()} />}
        <Card title={w.ready}>
          {presets.isPending && <Skeleton active />}
          <div className="board-ready">
            {(presets.data?.items ?? []).map((p) => (
              <GoLink key={p.key} to={`/boards/${p.key}`} className="board-preset">
                <b>{lang === 'en-US' ? p.name_en : p.name_zh}</b>
                <span className="muted">{w.tiles(p.tiles.length)}</span>
              </GoLink>
            ))}
          </div>
        </Card>
        <Card title={w.mine}>
          {boards.data && mine.length === 0 && <EmptyState title={w.none} hint={w.noneHint} />}
          <List>
            {mine.map((b) => (
              <Row key={b.id} board={b} />
            ))}
          </List>
        </Card>
        {shared.length > 0 && (
          <Card title={w.shared}>
            <List>
              {shared.map((b) => (
                <Row key={b.id} board={b} />
              ))}
            </List>
          </Card>
        )}
        <LeftBoards />
      </div>
    </div>
  )
}
