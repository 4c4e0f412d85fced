import { useEffect, useRef } from 'react'
import { create } from 'zustand'

/** What the open page can do, offered by the command palette. */
export type PageAction = { key: string; label: string; pinyin?: string; run: () => void }

export const useActions = create<{ actions: PageAction[] }>(() => ({ actions: [] }))

/** Registers actions while the page is open. */
export function usePageActions(actions: PageAction[]): void {
  const latest = useRef(actions)
  latest.current = actions
  const keys = actions.map((a) => `${a.key}${a.label}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: keys stand for the actions
  useEffect(() => {
    const mine = latest.current.map((a) => ({ ...a, run: () => latest.current.find((b) => b.key === a.key)?.run() }))
    useActions.setState((s) => ({ actions: [...s.actions, ...mine] }))
    return () => useActions.setState((s) => ({ actions: s.actions.filter((a) => !mine.includes(a)) }))
  }, [keys])
}
