import { expect, test } from 'vitest'
import type { Schemas } from '@/api/client'
import { strips } from './intervals'

const relation = (staff_id: string, added: number, ended: number | null) =>
  ({
    id: `${staff_id}-${added}`,
    staff_id,
    staff_name: staff_id,
    added_at: new Date(added).toISOString(),
    ended_at: ended === null ? null : new Date(ended).toISOString(),
  }) as Schemas['Relation']

test('each addition is an interval on one axis from the first until now', () => {
  const all = strips([relation('b', 500, null), relation('a', 250, null), relation('a', 0, 100)], 1000)
  expect(all.map((s) => s.staffId)).toEqual(['b', 'a'])
  expect(all[1]?.bars).toEqual([
    { left: 0, width: 10, ended: true },
    { left: 25, width: 75, ended: false },
  ])
})
test('nobody has no strip', () => expect(strips([])).toEqual([]))
