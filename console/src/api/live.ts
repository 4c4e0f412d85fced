import type { Query, QueryClient } from '@tanstack/react-query'
import { create } from 'zustand'
import type { Schemas } from './client'
import { findReach, isReached, onReach } from './reach'
import { onForget } from './session'

export type LiveEvent = Schemas['Event']

/** First words of the query keys that an event makes stale. */
const STALE: Record<string, string[]> = {
  'callback.received': ['callback', 'first_steps'],
  'callback.applied': ['callback', 'connection'],
  'connection.changed': ['connection', 'first_steps'],
  'platform.effect_settled': ['effect', 'tag'],
  'platform.tags_changed': ['tag'],
  'org.changed': ['org', 'board', 'first_steps'],
  'notification.sent': ['notification'],
  'job.changed': ['job'],
  'contact.added': ['customer', 'channel_code', 'board', 'answer_live'],
  'contact.lost': ['customer', 'loss', 'channel_code', 'board', 'answer_live'],
  'customer.created': ['customer', 'answer_live', 'first_steps'],
  'customer.changed': ['customer', 'customer_rows'],
  'customer.tagged': ['customer', 'customer_rows'],
  'customer.noted': ['customer', 'note'],
  'attribute.decided': ['customer'],
  'attribute.changed': ['attribute'],
  'customer.merged': ['customer', 'merge'],
  'customer.split': ['customer', 'merge'],
  'customer.claimed': ['customer', 'merge'],
  'consent.given': ['customer'],
  'consent.withdrawn': ['customer'],
  'customer.erased': ['customer', 'customer_rows', 'erasure'],
  'segment.changed': ['segment'],
  'segment.ready': ['segment'],
  'tag.changed': ['tag', 'typed_tag'],
  'oa.changed': ['oa'],
  'oa.followed': ['oa', 'answer_live'],
  'oa.unfollowed': ['oa', 'answer_live'],
  'oa.scanned': ['oa'],
  'oa.add_attributed': ['oa'],
  'group_chat.changed': ['group_chat'],
  'group_chat.joined': ['group_chat', 'answer_live'],
  'group_chat.left': ['group_chat', 'answer_live'],
  'order.created': ['order', 'answer_live'],
  'order.changed': ['order'],
  'order.paid': ['order', 'answer_live'],
  'order.shipped': ['order'],
  'order.finished': ['order', 'answer_live'],
  'order.closed': ['order'],
  'order.refunded': ['order', 'answer_live'],
  'refund.opened': ['order'],
  'refund.agreed': ['order'],
  'refund.closed': ['order'],
  'product.changed': ['product'],
  'shop.changed': ['shop'],
  'shop.pushed': ['shop'],
  'welcome.sent': ['welcome', 'answer_live'],
  'welcome.failed': ['welcome'],
  'welcome_policy.changed': ['welcome_policy', 'first_steps'],
  'channel_code.changed': ['channel_code', 'board', 'first_steps'],
  'channel_code.matched': ['channel_code', 'answer_live'],
  'target.changed': ['target', 'answer_live'],
  'spend.recorded': ['spend', 'answer_live'],
  'board.changed': ['tile_board'],
  'report.changed': ['report'],
  'report.sent': ['report'],
  'alert.changed': ['alert'],
  'alert.fired': ['alert'],
  'alert.ended': ['alert'],
  'track.received': ['track_arrival', 'answer_live'],
}
const SHOWN = new Set(['contact.added', 'contact.lost', 'welcome.sent', 'welcome.failed', 'customer.tagged'])
const KEPT = 60
/** What comes within so many milliseconds is asked for together. */
const GATHER = 500
/** What a person reads stays as it is until they ask anew: frozen lists, and what they set themselves. */
const FROZEN = ['people', 'preference']
const moves = (q: Query) => !FROZEN.includes(String(q.queryKey[0]))

/** `lost`: it was cut and is being made anew. */
export type LiveState = 'connecting' | 'open' | 'lost' | 'polling' | 'hidden'
export const useLive = create<{ state: LiveState; feed: LiveEvent[]; created: number }>(() => ({
  state: 'connecting',
  feed: [],
  /** People who became customers since the page was opened. */
  created: 0,
}))
onForget(() => useLive.setState({ feed: [], created: 0 }))

/** The words that became stale by these event types. */
export const staleWords = (types: Iterable<string>): Set<string> =>
  new Set([...types].flatMap((type) => STALE[type] ?? []))

/** One stream per tab. It only marks queries stale, all or some, at most twice a second; without a stream
 * it polls what moves; a hidden tab listens to nothing and catches up when it is shown. */
export function startLive(client: QueryClient): () => void {
  let source: EventSource | null = null
  let flushing: ReturnType<typeof setTimeout> | undefined
  let catching: ReturnType<typeof setTimeout> | undefined
  let polling: ReturnType<typeof setInterval> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  const seen = new Set<string>()
  /** Followed before: what came between two streams was missed. */
  let followed = false
  /** Heard from on this stream: only who tells the server what he heard last is told by it that he missed something. */
  let heard = false
  const catchUp = () => {
    catching ??= setTimeout(() => {
      catching = undefined
      // What is being asked already, since the server is there again, is not begun once more.
      void client.invalidateQueries({ predicate: moves }, { cancelRefetch: false })
    }, GATHER)
  }

  const flush = () => {
    flushing = undefined
    // A long question that is being answered is not begun again by every event.
    for (const word of staleWords(seen))
      void client.invalidateQueries({ queryKey: [word] }, { cancelRefetch: word !== 'answer_live' })
    seen.clear()
  }
  const hear = (message: MessageEvent<string>) => {
    seen.add(message.type)
    heard ||= message.lastEventId !== ''
    flushing ??= setTimeout(flush, GATHER)
    if (message.type === 'customer.created') useLive.setState((s) => ({ created: s.created + 1 }))
    if (!SHOWN.has(message.type)) return
    try {
      const event = { ...JSON.parse(message.data), type: message.type } as LiveEvent
      useLive.setState((s) => ({ feed: [event, ...s.feed.filter((e) => e.seq !== event.seq)].slice(0, KEPT) }))
    } catch {
      // a message that is no JSON is only a hint to refetch
    }
  }
  const poll = () => {
    useLive.setState({ state: 'polling' })
    const ask = () => {
      if (!isReached()) return // asked anew when it is there again
      for (const word of ['job', 'notification', 'event', 'welcome', 'track_arrival'])
        void client.invalidateQueries({ queryKey: [word] })
    }
    ask() // a session that has ended is noticed now
    polling ??= setInterval(ask, 5000)
    retry = setTimeout(open, 30_000)
  }
  const close = () => {
    source?.close()
    source = null
    clearInterval(polling)
    polling = undefined
    clearTimeout(retry)
  }
  const open = () => {
    close()
    useLive.setState({ state: 'connecting' })
    source = new EventSource('/api/live')
    heard = false
    source.onopen = () => {
      useLive.setState({ state: 'open' })
      if (followed && !heard) catchUp()
      followed = true
    }
    source.onerror = () => {
      void findReach()
      if (source?.readyState !== EventSource.CLOSED) return useLive.setState({ state: 'lost' })
      close()
      poll()
    }
    source.addEventListener('resync', catchUp)
    for (const type of Object.keys(STALE)) source.addEventListener(type, hear as EventListener)
  }
  const visibility = () => {
    if (document.hidden) {
      close()
      followed = false
      useLive.setState({ state: 'hidden' })
    } else {
      open()
      catchUp()
    }
  }
  /** Not after the wait that the browser or `poll` keeps: who waits for the server sees it come back. */
  const stopReach = onReach((isThere) => {
    if (isThere && !document.hidden && useLive.getState().state !== 'open') open()
  })
  document.addEventListener('visibilitychange', visibility)
  if (!document.hidden) open()
  return () => {
    document.removeEventListener('visibilitychange', visibility)
    stopReach()
    clearTimeout(flushing)
    clearTimeout(catching)
    close()
  }
}
