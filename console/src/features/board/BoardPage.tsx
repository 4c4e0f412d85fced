import { ClockCircleOutlined, CopyOutlined, DeleteOutlined, EditOutlined, FullscreenOutlined } from '@ant-design/icons'
import { useParams } from '@tanstack/react-router'
import { App, Button, Skeleton } from 'antd'
import { Suspense, useRef } from 'react'
import {
  type BoardDraft,
  type BoardFilter,
  draftOf,
  useBoard,
  useBoardChanges,
  usePresets,
} from '@/answers/tile/queries'
import { ApiError } from '@/api/client'
import { useIsViewing } from '@/api/me'
import { useLang } from '@/i18n'
import { useUnsaved } from '@/ui/edit/useUnsaved'
import { EmptyState, ErrorCard, sentenceOf } from '@/ui/Feedback'
import { PageHead } from '@/ui/Page'
import { LiveBadge } from '@/ui/page/LiveBadge'
import { lazy } from '@/ui/page/lazy'
import { useFilters, useGo } from '@/ui/url'
import './board.css'
import { isSame, placeOf, readFilter, tidy } from './filter'
import { ExportMenu } from './parts/ExportMenu'
import { FilterBar } from './parts/FilterBar'
import { StepButtons } from './parts/StepButtons'
import { TileGrid } from './parts/TileGrid'
import { useDraftOf } from './parts/useDraftOf'
import { boardOf } from './preset'
import { useBoardTexts } from './texts'

const BoardConflict = lazy(() => import('./parts/BoardConflict'))
const EditCard = lazy(() => import('./parts/EditCard'))
const ScheduleDrawer = lazy(() => import('./send/ScheduleDrawer'))

/** A board of one's own, a shared one, or one of the program by its key. */
function useAnyBoard(id: string) {
  const lang = useLang()
  const isPreset = !/^\d+$/.test(id)
  const presets = usePresets()
  const own = useBoard(isPreset ? null : id)
  const preset = presets.data?.items.find((p) => p.key === id)
  return {
    board: isPreset ? preset && boardOf(preset, lang) : own.data,
    error: isPreset ? (presets.error ?? (presets.data && !preset ? new ApiError(404, {}) : null)) : own.error,
    isPending: isPreset ? presets.isPending : own.isPending,
    refetch: isPreset ? presets.refetch : own.refetch,
  }
}

export default function BoardPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  return <OneBoard key={id} id={id} />
}

function OneBoard({ id }: { id: string }) {
  const w = useBoardTexts()
  const { message, modal } = App.useApp()
  const [asked, setAsked] = useFilters()
  const go = useGo()
  const box = useRef<HTMLDivElement>(null)
  const { board, error, isPending, refetch } = useAnyBoard(id)
  const { create, save, drop, restore } = useBoardChanges()
  const isViewing = useIsViewing()
  const mayEdit = board?.may_edit === true && !isViewing
  const isEditing = asked.edit === '1' && mayEdit
  const edited = useDraftOf(board, isEditing, save.isPending)
  const { draft, isChanged, theirs, change } = edited
  const { settled } = useUnsaved(isChanged, { holds: ['edit'], onLeave: edited.clear })
  const looked = isEditing ? undefined : readFilter(asked.f)
  const filter: BoardFilter = looked ?? draft?.filter ?? {}
  const isOther = looked !== undefined && !isSame(looked, board?.filter ?? {})
  const look = (next: BoardFilter) =>
    isEditing
      ? change({ filter: tidy(next) })
      : setAsked({ f: isSame(next, board?.filter ?? {}) ? undefined : JSON.stringify(tidy(next)) })
  const leave = () => {
    if (!isChanged) edited.clear()
    setAsked({ edit: undefined })
  }
  /** What others saved first comes with the board, and with it what is to be decided. */
  const store = async () => {
    if (!board || !draft || edited.revision === undefined) return
    try {
      const answer = await save.mutateAsync({ id: board.id, revision: edited.revision, draft })
      if (!edited.saved(answer, draft)) return
      settled()
      setAsked({ edit: undefined, f: undefined })
    } catch (e) {
      const latest = e instanceof ApiError && e.isConflict ? await refetch() : { error: e }
      if (latest.error) void message.error(refusal(latest.error, draft))
    }
  }
  const storeFilter = async () => {
    if (!board) return
    const made = { ...draftOf(board), filter: tidy(filter) }
    try {
      await save.mutateAsync({ id: board.id, revision: board.revision, draft: made })
      setAsked({ f: undefined })
    } catch (e) {
      const isConflict = e instanceof ApiError && e.isConflict
      if (isConflict) void refetch()
      void message.error(isConflict ? w.changed : refusal(e, made))
    }
  }
  /** Which tile, where in its query, and why. */
  const refusal = (e: unknown, made: BoardDraft) => {
    const place = e instanceof ApiError ? placeOf(e.field) : undefined
    const tile = place && made.tiles[place.tile]
    return tile ? w.badTile(tile.title, place.member, sentenceOf(e)) : sentenceOf(e)
  }
  const copy = async () => {
    if (!board) return
    try {
      const made = await create.mutateAsync({
        ...draftOf(board),
        filter,
        name: w.copyOf(board.name),
        is_shared: false,
        is_open: false,
        sort: 0,
      })
      void message.success(w.copied)
      go(`/boards/${made.id}?edit=1`)
    } catch (e) {
      void message.error(sentenceOf(e))
    }
  }
  const remove = () =>
    modal.confirm({
      title: `${w.remove} · ${board?.name ?? ''}`,
      okButtonProps: { danger: true },
      okText: w.remove,
      onOk: async () => {
        if (!board) return
        await drop.mutateAsync(board.id)
        const back = () => void restore.mutateAsync(board.id).then(() => message.success(w.undone))
        void message.open({
          type: 'success',
          duration: 10,
          content: (
            <>
              {w.removed(board.name)}{' '}
              <Button size="small" type="link" onClick={back}>
                {w.undo}
              </Button>
            </>
          ),
        })
        go('/boards')
      },
    })
  if (error && !board)
    return (
      <div className="page">
        <PageHead title={w.title} back="/boards" />
        <ErrorCard error={error} back="/boards" onRetry={() => void refetch()} />
      </div>
    )
  if (isPending || !board || !draft) return <Skeleton active />
  return (
    <div className="page board-page" ref={box}>
      <PageHead
        title={draft.name}
        back="/boards"
        sub={<LiveBadge />}
        extra={
          isEditing ? (
            <>
              <StepButtons
                onUndo={edited.canUndo ? edited.undo : undefined}
                onRedo={edited.canRedo ? edited.redo : undefined}
              />
              <Button onClick={leave}>{w.cancel}</Button>
              <Button
                type="primary"
                loading={save.isPending}
                disabled={!isChanged || theirs !== null}
                onClick={() => void store()}
              >
                {w.save}
              </Button>
            </>
          ) : (
            <>
              <Button
                icon={<FullscreenOutlined />}
                aria-label={w.full}
                title={w.full}
                onClick={() => void box.current?.requestFullscreen()}
              />
              <ExportMenu board={board} filter={filter} box={box} />
              <Button icon={<ClockCircleOutlined />} onClick={() => setAsked({ send: '1' })}>
                {w.send}
              </Button>
              {!isViewing && (
                <Button icon={<CopyOutlined />} onClick={() => void copy()} loading={create.isPending}>
                  {w.copy}
                </Button>
              )}
              {board.is_mine && !isViewing && (
                <Button icon={<DeleteOutlined />} aria-label={w.remove} title={w.remove} onClick={remove} />
              )}
              {mayEdit && (
                <Button type="primary" icon={<EditOutlined />} onClick={() => setAsked({ edit: '1' })}>
                  {w.edit}
                </Button>
              )}
            </>
          )
        }
      />
      {asked.send === '1' && !isEditing && (
        <Suspense>
          <ScheduleDrawer board={board} filter={filter} onClose={() => setAsked({ send: undefined })} />
        </Suspense>
      )}
      <div className="stack">
        {/* Apart: while the one is fetched the other would be hidden, and who types in it lose the focus. */}
        <Suspense>{theirs && <BoardConflict theirs={theirs} onTake={edited.clear} onKeep={edited.keep} />}</Suspense>
        <Suspense>{isEditing && <EditCard draft={draft} isMine={board.is_mine} onChange={change} />}</Suspense>
        <div className="row board-filter">
          <FilterBar key={isEditing ? 'edit' : 'look'} value={filter} onChange={look} />
          {isOther && (
            <>
              <Button size="small" type="link" onClick={() => look(board.filter)}>
                {w.backToDefault}
              </Button>
              {mayEdit && (
                <Button size="small" loading={save.isPending} onClick={() => void storeFilter()}>
                  {w.asDefault}
                </Button>
              )}
            </>
          )}
        </div>
        {draft.tiles.length === 0 && <EmptyState title={w.empty} hint={w.emptyHint} />}
        <TileGrid tiles={draft.tiles} filter={filter} onChange={isEditing ? (tiles) => change({ tiles }) : undefined} />
      </div>
    </div>
  )
}
