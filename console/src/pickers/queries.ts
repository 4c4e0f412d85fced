import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List, type Page, type Schemas, upload } from '@/api/client'
import { useCan } from '@/api/me'

const STAFF_PAGES_MAX = 50

/** All staff, page by page; brands have hundreds, seldom thousands. */
async function allStaff(signal: AbortSignal): Promise<Schemas['Staff'][]> {
  const found: Schemas['Staff'][] = []
  let cursor: string | null = null
  for (let i = 0; i < STAFF_PAGES_MAX; i++) {
    const page: Page<Schemas['Staff']> = await api.get('/api/staff', { query: { cursor, limit: 200 }, signal })
    found.push(...page.items)
    cursor = page.next_cursor
    if (!cursor) break
  }
  return found
}

export function useAllStaff() {
  const can = useCan()
  return useQuery({
    queryKey: ['org', 'staff', 'all'],
    queryFn: ({ signal }) => allStaff(signal),
    staleTime: 60_000,
    enabled: can('org.read'),
  })
}

const draftKey = (key: string) => `draft:${key}`
type Kept<T> = Schemas['Preference'] & { value?: { revision: number; values: T } | null }
export const useStoredDraft = <T>(key: string) =>
  useQuery({
    queryKey: ['draft', key],
    queryFn: ({ signal }) => api.get<Kept<T>>('/api/me/preferences/{key}', { path: { key: draftKey(key) }, signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
export const usePutDraft = () =>
  useMutation({
    mutationFn: ({ key, value }: { key: string; value: unknown }) =>
      api.put<Schemas['Preference']>('/api/me/preferences/{key}', { path: { key: draftKey(key) }, body: { value } }),
  })

export const useDepartments = () => {
  const can = useCan()
  return useQuery({
    queryKey: ['org', 'departments'],
    queryFn: ({ signal }) => api.get<List<Schemas['Department']>>('/api/departments', { signal }),
    staleTime: 60_000,
    enabled: can('org.read'),
  })
}

/** Stores to pick from. */
export const useStores = () => {
  const can = useCan()
  return useQuery({
    queryKey: ['org', 'stores', 'pick'],
    queryFn: async ({ signal }) =>
      (await api.get<Page<Schemas['Store']>>('/api/stores', { query: { limit: 200 }, signal })).items,
    staleTime: 60_000,
    enabled: can('org.read'),
  })
}

export const useTagGroups = () => {
  const can = useCan()
  return useQuery({
    queryKey: ['tag', 'groups'],
    queryFn: ({ signal }) => api.get<List<Schemas['TagGroup']>>('/api/tag-groups', { signal }),
    staleTime: 30_000,
    enabled: can('tag.read'),
  })
}

export const uploadMedia = (file: File, onProgress: (percent: number) => void) =>
  upload<Schemas['Media']>('/api/media', { file }, onProgress)

export const useMediaList = (kind: string, enabled: boolean) =>
  useQuery({
    queryKey: ['media', kind],
    queryFn: ({ signal }) => api.get<Page<Schemas['Media']>>('/api/media', { query: { kind, limit: 50 }, signal }),
    enabled,
  })

/** The list of devices changes with it: all others are signed out. */
export function useChangePassword() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { old_password: string; new_password: string }) => api.post<void>('/api/me/password', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['session'] }),
  })
}
