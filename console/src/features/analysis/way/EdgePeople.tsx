import { Suspense } from 'react'
import { useNames } from '@/answers/show'
import { useAnswerTexts } from '@/answers/texts'
import type { Cell, QueryValue } from '@/answers/types'
import { lazy } from '@/ui/page/lazy'

const PeopleDrawer = lazy(() => import('@/answers/people/PeopleDrawer'))

/** Who went along an edge of paths, or ended there; nothing while none is chosen. */
export function EdgePeople({ of, cell, onClose }: { of: QueryValue; cell: Cell | null; onClose: () => void }) {
  const a = useAnswerTexts()
  const names = useNames()
  const nameOf = (value: string | number | undefined) => names.value(of.node ?? 'type', value ?? null)
  if (!cell) return null
  return (
    <Suspense>
      <PeopleDrawer
        key={JSON.stringify(cell)}
        title={cell.side === 'dropped' ? a.endedAfter(nameOf(cell.from)) : `${nameOf(cell.from)} → ${nameOf(cell.to)}`}
        of={of}
        cell={cell}
        onClose={onClose}
      />
    </Suspense>
  )
}
