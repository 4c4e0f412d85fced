import { CheckOutlined, CloseOutlined, FieldTimeOutlined, SearchOutlined, TeamOutlined } from '@ant-design/icons'
import { App, Button, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsViewing } from '@/api/me'
import { useLang } from '@/i18n'
import { Await, EmptyState, useFail, useUndoToast } from '@/ui/Feedback'
import { dateTime } from '@/ui/format'
import { Badge, Card, PageHead } from '@/ui/Page'
import { GoButton, useFilters } from '@/ui/url'
import { type Review, type ReviewState, useDecide, useReviews, useSearch, useSplit } from './queries'
import { Sides } from './Sides'
import { useSay } from './words'

const STATES = ['open', 'accepted', 'refused'] as const

function Evidence({ review: r }: { review: Review }) {
  const { say, kind, source, facts } = useSay()
  const lang = useLang()
  return (
    <div className="row">
      <b>
        {r.kind
          ? say('evidenceKind', { kind: kind(r.kind), source: source(r.source) })
          : say('evidenceLike', { facts: facts(r.why, lang) })}
      </b>
      {!r.kind && <Badge tone="busy">{say('score', { n: r.score })}</Badge>}
      <span className="grow" />
      <span className="muted nowrap">{say('asked', { at: dateTime(r.asked_at) })}</span>
    </div>
  )
}

type Acts = { accept: () => void; refuse: () => void; later: () => void }

/** Y, N and L, wherever no one types. */
function useDecisionKeys(acts: Acts | null) {
  useEffect(() => {
    if (!acts) return
    const onKey = (e: KeyboardEvent) => {
      const at = e.target as HTMLElement
      if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.repeat) return
      if (at.closest('input, textarea, select, [role="dialog"], [contenteditable]')) return
      const act = { y: acts.accept, n: acts.refuse, l: acts.later }[e.key.toLowerCase()]
      if (act) act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [acts])
}

function Queue() {
  const { say } = useSay()
  const { message } = App.useApp()
  const fail = useFail()
  const undo = useUndoToast()
  const decide = useDecide()
  const split = useSplit()
  const isViewing = useIsViewing()
  const [put, setPut] = useState<string[]>([])
  const list = useReviews('open')
  const waiting = list.rows.filter((r) => !put.includes(r.id))
  const now = waiting[0] ?? list.rows[0]
  const act = (decision: 'accept' | 'refuse') =>
    now &&
    !isViewing &&
    !decide.isPending &&
    decide.mutate(
      { id: now.id, decision },
      {
        onSuccess: (made) => {
          if (decision === 'refuse') return void message.success(say('refused'))
          const name = now.sides.find((s) => s.id === made.customer_id)?.name ?? ''
          undo(say('mergeDone', { name }), () => split.mutate(made.merge_id, { onError: fail }))
        },
        onError: fail,
      },
    )
  const later = () => {
    if (!now) return
    const all = [...put, now.id]
    setPut(list.rows.every((r) => all.includes(r.id)) ? [] : all)
    if (list.hasNextPage) void list.fetchNextPage()
  }
  useDecisionKeys(now ? { accept: () => act('accept'), refuse: () => act('refuse'), later } : null)
  if (!now) return <Nothing title={say('empty')} hint={say('emptyHint')} />
  return (
    <Card>
      <div className="stack">
        <Evidence review={now} />
        <Sides sides={now.sides} />
        <div className="row decide">
          {!isViewing && (
            <>
              <Button type="primary" icon={<CheckOutlined />} loading={decide.isPending} onClick={() => act('accept')}>
                {say('isMerge')}
              </Button>
              <Button icon={<CloseOutlined />} disabled={decide.isPending} onClick={() => act('refuse')}>
                {say('isNot')}
              </Button>
            </>
          )}
          <Button type="text" icon={<FieldTimeOutlined />} onClick={later}>
            {say('later')}
          </Button>
          <span className="grow" />
          {!isViewing && <small className="muted wide">{say('keys')}</small>}
        </div>
      </div>
    </Card>
  )
}

function Nothing(props: { title: string; hint?: string }) {
  return <EmptyState icon={<TeamOutlined />} {...props} />
}

function Decided({ state }: { state: ReviewState }) {
  const { t } = useTranslation()
  const { say } = useSay()
  const list = useReviews(state)
  return (
    <Await query={list}>
      {list.rows.length === 0 ? (
        <Nothing title={say('emptyDecided')} />
      ) : (
        <div className="stack">
          {list.rows.map((r) => (
            <Card key={r.id}>
              <div className="stack">
                <Evidence review={r} />
                <Sides sides={r.sides} />
              </div>
            </Card>
          ))}
          {list.hasNextPage && (
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('common.more')}
            </Button>
          )}
        </div>
      )}
    </Await>
  )
}

export default function ReviewsPage() {
  const { say } = useSay()
  const { message } = App.useApp()
  const fail = useFail()
  const search = useSearch()
  const isViewing = useIsViewing()
  const [filters, setFilters] = useFilters()
  const state = (STATES.find((s) => s === filters.state) ?? 'open') as ReviewState
  const open = useReviews('open')
  const count = (open.data?.pages[0] as { open_count?: number } | undefined)?.open_count ?? 0
  return (
    <div className="page">
      <PageHead
        title={say('title')}
        sub={open.data && say('remaining', { n: count })}
        extra={
          <>
            <GoButton to="/settings/merge-policy">{say('policy')}</GoButton>
            {!isViewing && (
              <Button
                icon={<SearchOutlined />}
                loading={search.isPending}
                onClick={() =>
                  search.mutate(undefined, {
                    onSuccess: () => void message.success(say('searchStarted')),
                    onError: fail,
                  })
                }
              >
                {say('search')}
              </Button>
            )}
          </>
        }
      />
      <p className="muted">{say('hint')}</p>
      <div className="filters">
        <Segmented
          value={state}
          onChange={(v) => setFilters({ state: v === 'open' ? undefined : v })}
          options={[
            { value: 'open', label: say('open') },
            { value: 'accepted', label: say('accepted') },
            { value: 'refused', label: say('refusedTab') },
          ]}
        />
      </div>
      {state === 'open' ? (
        <Await query={open}>
          <Queue />
        </Await>
      ) : (
        <Decided state={state} />
      )}
    </div>
  )
}
