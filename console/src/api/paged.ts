import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { api, type Page } from './client'
import type { PathOf } from './contract'

type Query = Record<string, string | number | undefined>
export type Paged<T> = ReturnType<typeof usePaged<T>>

/** A list read window by window through its cursor; changing the query starts again. */
export function usePaged<T>(
  key: unknown[],
  path: PathOf<'get'>,
  query: Query = {},
  params: Record<string, string> = {},
  enabled = true,
) {
  const result = useInfiniteQuery({
    queryKey: [...key, query],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<T>>(path, { path: params, query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  })
  const pages = result.data?.pages
  return { ...result, rows: pages?.flatMap((p) => p.items) ?? [], total: pages?.[0]?.total }
}
