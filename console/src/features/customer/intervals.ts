import type { Schemas } from '@/api/client'
import { groupBy } from '@/ui/group'

type Relation = Schemas['Relation']
export type Strip = {
  staffId: string
  staffName: string
  relations: Relation[]
  bars: { left: number; width: number; ended: boolean }[]
}

/** One strip per staff on a common time axis from the first addition until now. */
export function strips(relations: Relation[], now = Date.now()): Strip[] {
  if (relations.length === 0) return []
  const start = Math.min(...relations.map((r) => Date.parse(r.added_at)))
  const span = Math.max(now - start, 1)
  const groups = groupBy(relations, (r) => r.staff_id)
  return [...groups].map(([staffId, list]) => {
    const sorted = list.toSorted((a, b) => Date.parse(a.added_at) - Date.parse(b.added_at))
    return {
      staffId,
      staffName: sorted[0]!.staff_name,
      relations: sorted,
      bars: sorted.map((r) => {
        const from = Date.parse(r.added_at)
        const until = r.ended_at ? Date.parse(r.ended_at) : now
        return {
          left: ((from - start) / span) * 100,
          width: (Math.max(until - from, 0) / span) * 100,
          ended: r.ended_at !== null,
        }
      }),
    }
  })
}
