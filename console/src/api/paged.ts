import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { api, type Page } from './client'
import type { PathOf } from './contract'

type Query = Record<string, string | number | undefined>
export type Paged<T> = ReturnType<typeof usePaged<T>>

const byCursor = <T>(last: Page<T>): Query | undefined => (last.next_cursor ? { cursor: last.next_cursor } : undefined)
/** The next window of a frozen result. */
export const byWindow = <T>(last: Page<T>): Query | undefined => {
  const seen = (last.offset ?? 0) + last.items.length
  return last.items.length && seen < (last.total ?? 0) ? { result_id: last.result_id, offset: seen } : undefined
}

/** A list read window by window, through its cursor or its frozen result; changing the query starts again. */
export function usePaged<T>(
  key: unknown[],
  path: PathOf<'get'>,
  query: Query = {},
  params: Record<string, string> = {},
  enabled = true,
  next: (last: Page<T>) => Query | undefined = byCursor,
) {
  const result = useInfiniteQuery({
    queryKey: [...key, query],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<T>>(path, { path: params, query: { ...query, ...pageParam }, signal }),
    initialPageParam: {} as Query,
    getNextPageParam: next,
    placeholderData: keepPreviousData,
    enabled,
  })
  const pages = result.data?.pages
  return { ...result, rows: pages?.flatMap((p) => p.items) ?? [], total: pages?.[0]?.total }
}
