import { useDroppable } from '@dnd-kit/core'
import type { ReactNode } from 'react'
import { usePivotTexts } from './texts'
import type { Well } from './wells'

/** Where fields are dropped. */
export function WellLine({ well, isEmpty, children }: { well: Well; isEmpty: boolean; children: ReactNode }) {
  const w = usePivotTexts()
  const { setNodeRef, isOver } = useDroppable({ id: well })
  return (
    <section ref={setNodeRef} className={`pivot-well ${isOver ? 'over' : ''}`} aria-label={w.well[well]}>
      <span className="name">{w.well[well]}</span>
      <div className="pivot-chips">
        {children}
        {isEmpty && <span className="muted">{w.emptyWell[well]}</span>}
      </div>
    </section>
  )
}
