import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useLive } from '@/api/live'
import { newcomersFrom } from './list/filters'
import { type FrozenResult, getWindow, type Query, type Result } from './list/queries'

const COUNT_MS = 1000
const LOOK_MS = 2000
const LOOKS = 5

/** How many people became customers since the result was frozen: told by the stream, and when the
 * list is narrowed counted by the server among those it would show. */
export function useNewcomers(query: Query, { resultId, frozenAt }: Result, filtered: boolean): number {
  const created = useLive((s) => s.created)
  const [since, setSince] = useState({ frozenAt, created })
  useEffect(() => {
    if (since.frozenAt !== frozenAt) setSince({ frozenAt, created })
  }, [frozenAt, created, since.frozenAt])
  const came = since.frozenAt === frozenAt ? created - since.created : 0
  const settled = useSettled(came, COUNT_MS)
  const from = newcomersFrom(frozenAt, query.added_from)
  const matching = useQuery({
    queryKey: ['people', 'newcomers', query, frozenAt, settled],
    queryFn: async ({ signal }) => {
      // The server forgets the results longest unused: the one on screen is used first.
      await getWindow({ result_id: resultId, offset: 0, limit: 1 }, signal)
      return getWindow({ ...query, added_from: from, limit: 1 }, signal)
    },
    enabled: filtered && settled > 0 && came > 0 && resultId !== undefined,
    gcTime: 30_000,
    placeholderData: keepPreviousData,
  })
  if (came === 0 || !filtered) return came
  return Math.min(came, matching.data?.total ?? 0)
}

/** A number that moves, looked at now and then. */
function useSettled(value: number, ms: number): number {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const wait = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(wait)
  }, [value, ms])
  return settled
}

const BUSY = [
  '.grid:focus-visible',
  '.grid :focus-visible',
  'main :is(input, textarea):focus',
  '.ant-select-open',
  '.ant-drawer-open',
  '.ant-modal-wrap:not([style*="display: none"])',
  ...['dropdown', 'popover', 'picker-dropdown'].map((name) => `.ant-${name}:not(.ant-${name}-hidden)`),
].join()
/** Nobody is in the middle of anything: the top of the list is in sight, no key walks in it, nothing is open. */
const isAtRest = () =>
  !document.hidden &&
  !document.querySelector(BUSY) &&
  [...document.querySelectorAll('.grid')].every((grid) => grid.scrollTop === 0)

const NOBODY: ReadonlySet<string> = new Set()

/** A list of the newest that nobody is busy with takes in who came: `fresh`; `told` is how many wait meanwhile. The
 * stream may tell of somebody before the list finds him: who is missing is looked for again, a few times. */
export function useTakeIn(newcomers: number, idle: boolean, { first, refetch }: FrozenResult) {
  const [fresh, setFresh] = useState(NOBODY)
  const [isBusy, setBusy] = useState(false)
  const rows = useRef(first)
  rows.current = first
  const missing = useRef({ people: 0, looks: 0 })
  useEffect(() => {
    if (!idle) missing.current = { people: 0, looks: 0 }
    let asking = false
    const look = async () => {
      const people = missing.current.people + newcomers
      if (!idle || people === 0 || asking) return
      const rests = isAtRest()
      setBusy(!rests)
      if (!rests) return
      asking = true
      const looks = newcomers > 0 ? LOOKS : missing.current.looks - 1
      const known = new Set(rows.current?.map((c) => c.id))
      const { data } = await refetch()
      asking = false
      const came = data?.items.filter((c) => !known.has(c.id)).map((c) => c.id) ?? []
      missing.current = { people: looks > 0 ? Math.max(0, people - came.length) : 0, looks }
      if (came.length > 0) setFresh(new Set(came))
    }
    void look()
    const again = setInterval(() => void look(), LOOK_MS)
    return () => clearInterval(again)
  }, [newcomers, idle, refetch])
  return { fresh, told: idle && !isBusy ? 0 : newcomers }
}
