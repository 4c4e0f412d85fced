import { useCallback, useMemo } from 'react'
import type { Look, QueryValue } from '@/answers/types'
import { useFilters } from '@/ui/url'

/** What is asked lives in the address, so that a link opens the same; without it the page's own question. */
export function useAsked(otherwise: QueryValue, look: Look) {
  const [asked, setAsked] = useFilters()
  const text: unknown = asked.q
  const query = useMemo(() => readQuery(text, otherwise), [text, otherwise])
  const set = useCallback(
    (patch: Partial<QueryValue>) => setAsked({ q: JSON.stringify(tidy({ ...query, ...patch })) }),
    [query, setAsked],
  )
  return {
    query,
    set,
    look: (asked.look as Look | undefined) ?? look,
    setLook: (next: Look) => setAsked({ look: next === look ? undefined : next }),
  }
}

/** The query of an address; one that is none, or of another page, is left out. */
export function readQuery(text: unknown, otherwise: QueryValue): QueryValue {
  try {
    const read: unknown = typeof text === 'string' ? JSON.parse(text) : text
    if (read && typeof read === 'object' && (read as QueryValue).kind === otherwise.kind) return read as QueryValue
  } catch {
    // typed by hand
  }
  return otherwise
}

export const tidy = (query: QueryValue): QueryValue =>
  Object.fromEntries(Object.entries(query).filter(([, v]) => v !== undefined)) as QueryValue
