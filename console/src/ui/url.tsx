import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { Button, type ButtonProps } from 'antd'
import { type ComponentType, type MouseEvent, type ReactNode, useCallback } from 'react'

/** A page of a feature: where it is, who may open it, and its code, loaded when opened. */
export type PageRoute = {
  path: string
  need?: string
  /** Not open while this module is off. */
  module?: string
  /** Whose words it speaks, by folder; without being told, those of all features. */
  words?: readonly string[]
  load: () => Promise<{ default: ComponentType }>
}

export type Filters = Record<string, string | undefined>

/** Filters live in the address: a link is a saved view. Empty values are left out. */
export function useFilters(): [Filters, (patch: Filters) => void, () => void] {
  const search = useSearch({ strict: false }) as Filters
  const navigate = useNavigate()
  const to = (next: Filters) => {
    const kept = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== ''))
    void navigate({ to: '.', search: kept as never, replace: true })
  }
  return [search, (patch) => to({ ...search, ...patch }), () => to({})]
}

export function useGo(): (href: string) => void {
  const router = useRouter()
  return (href) => router.history.push(href)
}

/** The same in place of where one is: going back leads to where one came from. */
export function useReplace(): (href: string) => void {
  const router = useRouter()
  return (href) => router.history.replace(href)
}

/** Back to where one came from within the console; a link to `fallback` for whoever opens or copies it. */
export function useBack(fallback: string): { back: string; onBack: () => void } {
  const router = useRouter()
  const onBack = () => (router.history.canGoBack() ? router.history.back() : router.history.push(fallback))
  return { back: fallback, onBack }
}

/** A click that means "here": all others are the browser's, which opens tabs and windows. */
export const isPlainClick = (e: MouseEvent) => e.button === 0 && !(e.ctrlKey || e.metaKey || e.shiftKey || e.altKey)

/** What makes of any element a real link of the console: `act` instead of going there on a plain click. */
export function useLink(): (href: string, act?: () => void) => { href: string; onClick: (e: MouseEvent) => void } {
  const router = useRouter()
  return useCallback(
    (href, act) => ({
      href,
      onClick: (e) => {
        if (!isPlainClick(e)) return
        e.preventDefault()
        if (act) act()
        else router.history.push(href)
      },
    }),
    [router],
  )
}

/** A link that looks like a button. */
export function GoButton({
  to,
  onGo,
  ...rest
}: { to: string; onGo?: () => void } & Omit<ButtonProps, 'href' | 'onClick'>) {
  const link = useLink()
  return <Button {...rest} {...link(to, onGo)} />
}

export function GoLink({ to, children, className }: { to: string; children: ReactNode; className?: string }) {
  const [path, query] = to.split('?')
  return (
    <Link
      to={path as never}
      search={(query ? Object.fromEntries(new URLSearchParams(query)) : {}) as never}
      className={className ?? 'linklike'}
    >
      {children}
    </Link>
  )
}
