import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, type List } from '@/api/client'
import { useCan } from '@/api/me'

/** A channel code as pickers and tables need it; `token` is what customers who came by it carry. */
export type CodeName = { id: string; name: string; token: string }
type Asked = { q?: string; ids?: string; token?: string; names?: string; limit?: number }

const IDS_MAX = 200
const NAMES_MAX = 50
const ADDRESS_MAX = 4000
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

const merged = (answers: { data: Record<string, string> | undefined }[]): Record<string, string> =>
  Object.assign({}, ...answers.map((a) => a.data))

/** What a code is called. Ids asked for while rendering are read together, each once: of more, only those that are
 * not known; until then undefined. */
export function useCodeNames(): (id: string | null | undefined) => string | undefined {
  const can = useCan()
  const wanted = useRef(new Set<string>())
  const waiting = useRef<string[]>([])
  const [batches, setBatches] = useState<readonly (readonly string[])[]>([])
  const names = useQueries({
    queries: batches.map((ids) => ({
      queryKey: ['channel_code', 'names', 'of', ids],
      queryFn: ({ signal }: { signal: AbortSignal }) => namesOf(ids, signal),
      staleTime: 5 * 60_000,
      enabled: can('channel_code.read'),
      retry: false,
    })),
    combine: merged,
  })
  const ask = () => {
    const ids = waiting.current.splice(0)
    if (ids.length > 0) setBatches((known) => [...known, ids])
  }
  return (id) => {
    if (!id) return undefined
    if (!wanted.current.has(id)) {
      wanted.current.add(id)
      waiting.current.push(id)
      queueMicrotask(ask)
    }
    return names[id]
  }
}

/** So many names at once as a request takes and its address holds. */
function batchesOf(names: readonly string[]): string[][] {
  const batches: string[][] = []
  let size = ADDRESS_MAX
  for (const name of names) {
    const length = encodeURIComponent(JSON.stringify([name])).length
    size += length
    if (size > ADDRESS_MAX || batches.at(-1)?.length === NAMES_MAX) {
      batches.push([])
      size = length
    }
    batches.at(-1)!.push(name)
  }
  return batches
}

/** Codes by their exact names; a name that several have tells nothing of which is meant. */
export async function codesNamed(names: string[]): Promise<{ found: Map<string, string>; ambiguous: string[] }> {
  const found = new Map<string, string>()
  const ambiguous = new Set<string>()
  for (const batch of batchesOf([...new Set(names)]))
    for (const { name, id } of await ask({ names: JSON.stringify(batch) }))
      if (found.has(name)) ambiguous.add(name)
      else found.set(name, id)
  for (const name of ambiguous) found.delete(name)
  return { found, ambiguous: [...ambiguous] }
}
