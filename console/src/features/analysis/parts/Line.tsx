import type { ReactNode } from 'react'

/** One line of what is asked: its name, and what is chosen. */
export function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="line">
      <span className="name">{name}</span>
      {children}
    </div>
  )
}
