import { useRouterState } from '@tanstack/react-router'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { type Filters, useFilters, useLink } from '../url'
import './tabs.css'

type LinkTab = { key: string; label: ReactNode; children?: ReactNode }
type Props = {
  label: string
  items: LinkTab[]
  /** What stays in the address when another tab is opened; all else belongs to the tab one leaves. */
  keep?: readonly string[]
}

const hrefOf = (path: string, address: Filters) => {
  const words = new URLSearchParams(Object.entries(address).flatMap(([k, v]) => (v ? [[k, v]] : []))).toString()
  return words ? `${path}?${words}` : path
}

/** Tabs that are links: the one opened stands in the address as `tab`, the first is the page without. What was typed
 * in one is still there when one comes back. */
export function LinkTabs({ label, items, keep = [] }: Props) {
  const [filters, setFilters] = useFilters()
  const path = useRouterState({ select: (s) => s.location.pathname })
  const link = useLink()
  const on = items.find((i) => i.key === filters.tab) ?? items[0]
  const [visited, setVisited] = useState<Set<string>>(() => new Set())
  if (on && !visited.has(on.key)) setVisited(new Set([...visited, on.key]))
  const onKey = (e: KeyboardEvent<HTMLElement>) => {
    const tabs = [...e.currentTarget.querySelectorAll('a')]
    const at = tabs.indexOf(document.activeElement as HTMLAnchorElement)
    const last = tabs.length - 1
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[e.key]
    if (to === undefined || at < 0) return
    e.preventDefault()
    tabs[to]?.focus()
    tabs[to]?.click()
  }
  const to = (key: string) => ({
    ...Object.fromEntries(keep.map((name) => [name, filters[name]])),
    tab: key === items[0]?.key ? undefined : key,
  })
  const others = Object.fromEntries(Object.keys(filters).map((name) => [name, undefined]))
  return (
    <div className="stack link-tabs">
      <div role="tablist" aria-label={label} onKeyDown={onKey}>
        {items.map((i) => (
          <a
            key={i.key}
            id={`tab-${i.key}`}
            role="tab"
            aria-selected={i === on}
            aria-controls={i.children === undefined ? undefined : `panel-${i.key}`}
            tabIndex={i === on ? 0 : -1}
            {...link(hrefOf(path, to(i.key)), () => setFilters({ ...others, ...to(i.key) }))}
          >
            {i.label}
          </a>
        ))}
      </div>
      {items.map(
        (i) =>
          i.children !== undefined && (
            <div key={i.key} id={`panel-${i.key}`} role="tabpanel" aria-labelledby={`tab-${i.key}`} hidden={i !== on}>
              {visited.has(i.key) && i.children}
            </div>
          ),
      )}
    </div>
  )
}
