import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLive } from '@/api/live'
import { newcomersFrom } from './list/filters'
import { getWindow, type Query, type Result } from './list/queries'

const COUNT_MS = 1000

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
