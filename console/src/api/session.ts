import type { QueryClient } from '@tanstack/react-query'

const forgetters = new Set<() => void>()
/** What is known beside the cache of queries, of one who is signed in, is forgotten with the session. */
export const onForget = (forget: () => void): void => void forgetters.add(forget)

/** Nothing of what one was told is there for whom comes next at this page. */
export function forgetSession(client: QueryClient): void {
  client.clear()
  for (const forget of forgetters) forget()
}
