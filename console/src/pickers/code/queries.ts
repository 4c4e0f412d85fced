import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, type List } from '@/api/client'
import { useCan } from '@/api/me'

/** A channel code as pickers and tables need it; `token` is what customers who came by it carry. */
export type CodeName = { id: string; name: string; token: string }
type Asked = { q?: string; ids?: string; token?: string; limit?: number }

const IDS_MAX = 200
const OFFERED_MAX = 50
const ask = async (query: Asked, signal?: AbortSignal) =>
  (await api.get<List<CodeName>>('/api/channel-code-names', { query, ...(signal ? { signal } : {}) })).items

/** The newest codes whose name or medium has a text in it. */
export const useCodesLike = (q: string) => {
  const can = useCan()
  return useQuery({
    queryKey: ['channel_code', 'names', 'like', q],
    queryFn: ({ signal }) => ask({ q, limit: OFFERED_MAX }, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    enabled: can('channel_code.read'),
  })
}

/** The one code with an id or a token, however old, deleted or not. */
export const useCodeName = (by: 'id' | 'token', value: string | undefined) => {
  const can = useCan()
  return useQuery({
    queryKey: ['channel_code', 'names', by, value],
    queryFn: async ({ signal }) => (await ask(by === 'id' ? { ids: value! } : { token: value! }, signal))[0] ?? null,
    staleTime: 5 * 60_000,
    enabled: value !== undefined && can('channel_code.read'),
  }).data
}

async function namesOf(ids: readonly string[], signal: AbortSignal) {
  const names: Record<string, string> = {}
  for (let at = 0; at < ids.length; at += IDS_MAX)
    for (const code of await ask({ ids: ids.slice(at, at + IDS_MAX).join() }, signal)) names[code.id] = code.name
  return names
}

/** What a code is called. Ids asked for while rendering are read together, each once; until then undefined. */
export function useCodeNames(): (id: string | null | undefined) => string | undefined {
  const can = useCan()
  const wanted = useRef(new Set<string>())
  const [asked, setAsked] = useState<readonly string[]>([])
  const { data } = useQuery({
    queryKey: ['channel_code', 'names', 'of', asked],
    queryFn: ({ signal }) => namesOf(asked, signal),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
    enabled: asked.length > 0 && can('channel_code.read'),
    retry: false,
  })
  return (id) => {
    if (!id) return undefined
    if (!wanted.current.has(id)) {
      wanted.current.add(id)
      queueMicrotask(() => setAsked([...wanted.current]))
    }
    return data?.[id]
  }
}

/** Codes by their exact names, of several of one name the newest. */
export async function codesNamed(names: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const name of new Set(names)) {
    const code = (await ask({ q: name, limit: IDS_MAX })).find((c) => c.name === name)
    if (code) found.set(name, code.id)
  }
  return found
}
