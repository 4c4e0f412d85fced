import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { api } from './client'
import { useIsViewing } from './me'

type Preference<T> = { value: T | null }
const SAVE_MS = 600

/** What a person has set for themselves, on any machine. Changes show at once and are saved a
 * moment later; when saving fails they stand until the page is left, and so while one sees as another. */
export function usePreference<T>(key: string, fallback: T): [value: T, set: (value: T) => void, isReady: boolean] {
  const client = useQueryClient()
  const isViewing = useIsViewing()
  const queryKey = ['preference', key]
  const { data, isPending } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<Preference<T>>('/api/me/preferences/{key}', { path: { key }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const set = useCallback(
    (value: T) => {
      // What is still being read is older than this.
      void client.cancelQueries({ queryKey: ['preference', key] })
      client.setQueryData(['preference', key], { value })
      clearTimeout(waiting.current)
      if (isViewing) return
      waiting.current = setTimeout(() => {
        void api.put('/api/me/preferences/{key}', { path: { key }, body: { value } }).catch(() => undefined)
      }, SAVE_MS)
    },
    [client, key, isViewing],
  )
  return [data?.value ?? fallback, set, !isPending]
}
