import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List, type Schemas } from '@/api/client'
import { usePaged } from '@/api/paged'

export type Connection = Schemas['Connection']
export type ConnectionInput = {
  kind?: Connection['kind']
  name: string
  corp_id: string
  agent_id?: string | number
  token?: string
  aes_key?: string
  state?: string
  app_secret?: string
  contact_secret?: string
  base_url?: string
  login_url?: string
}

export const useConnections = () =>
  useQuery({
    queryKey: ['connection'],
    queryFn: ({ signal }) => api.get<List<Connection>>('/api/connections', { signal }),
  })
/** The form's texts as the server takes them; what was left empty is not sent. */
const draftOf = ({ agent_id, ...rest }: Partial<ConnectionInput>) => ({
  ...Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== '' && v !== undefined && v !== null)),
  ...(agent_id ? { agent_id: Number(agent_id) } : {}),
})

/** `poll` while something outside is awaited, such as the callback's verification. */
export const useConnection = (id: string | undefined, poll = false) =>
  useQuery({
    queryKey: ['connection', 'one', id],
    queryFn: ({ signal }) => api.get<Connection>('/api/connections/{id}', { path: { id: id! }, signal }),
    enabled: id !== undefined,
    refetchInterval: poll ? 3000 : false,
  })

function useChange<Input, Output>(words: string[], run: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: () => Promise.all(words.map((word) => client.invalidateQueries({ queryKey: [word] }))),
  })
}

export const useTryConnection = () =>
  useMutation({
    mutationFn: (body: Partial<ConnectionInput>) =>
      api.post<Schemas['Checks']>('/api/connections/check', { body: draftOf(body) }),
  })
export const useCreateConnection = () =>
  useChange(['connection'], (body: ConnectionInput) =>
    api.post<Connection>('/api/connections', { body: draftOf(body) }),
  )
export const useSaveConnection = () =>
  useChange(['connection'], ({ id, revision, ...body }: ConnectionInput & { id: string; revision: number }) =>
    api.put<Connection>('/api/connections/{id}', { path: { id }, body: draftOf(body), revision }),
  )
export const useDeleteConnection = () =>
  useChange(['connection'], (c: Connection) =>
    api.delete('/api/connections/{id}', { path: { id: c.id }, revision: c.revision }),
  )
export const useCheckConnection = () =>
  useChange(['connection'], (id: string) =>
    api.post<Schemas['Checks']>('/api/connections/{id}/check', { path: { id } }),
  )
export const useSync = () =>
  useChange(['job'], ({ id, what }: { id: string; what: 'all' | 'org' | 'contacts' | 'tags' | 'groups' }) =>
    api.post<Schemas['Job']>('/api/connections/{id}/sync', { path: { id }, body: { what } }),
  )
export const useJob = (id: string | undefined) =>
  useQuery({
    queryKey: ['job', 'one', id],
    queryFn: ({ signal }) => api.get<Schemas['Job']>('/api/jobs/{id}', { path: { id: id! }, signal }),
    enabled: id !== undefined,
    refetchInterval: (q) =>
      q.state.data && ['done', 'failed', 'cancelled'].includes(q.state.data.state) ? false : 2000,
  })

export const useCallbacks = (query: { connection_id?: string; state?: string }) =>
  usePaged<Schemas['Callback']>(['callback'], '/api/callbacks', query)
export const useReplayCallback = () =>
  useChange(['callback'], (id: string) => api.post<void>('/api/callbacks/{id}/replay', { path: { id } }))

export const useEffects = (query: { state?: string }) => usePaged<Schemas['Effect']>(['effect'], '/api/effects', query)
export const useEffectCounts = () =>
  useQuery({
    queryKey: ['effect', 'counts'],
    queryFn: ({ signal }) => api.get<Schemas['EffectCounts']>('/api/effects/counts', { signal }),
  })
export const useEffectAction = () =>
  useChange(['effect'], ({ id, action }: { id: string; action: 'replay' | 'discard' }) =>
    action === 'replay'
      ? api.post<void>('/api/effects/{id}/replay', { path: { id } })
      : api.post<void>('/api/effects/{id}/discard', { path: { id } }),
  )
export const useHealth = () =>
  useQuery({ queryKey: ['health'], queryFn: ({ signal }) => api.get<Schemas['Health']>('/api/health', { signal }) })
export const useDeadLetters = () => usePaged<Schemas['DeadLetter']>(['dead_letter'], '/api/dead-letters')
export const useReplayDeadLetter = () =>
  useChange(['dead_letter', 'health'], (id: string) =>
    api.post<void>('/api/dead-letters/{id}/replay', { path: { id } }),
  )

export type TrackSource = Schemas['TrackSource']
export type TrackType = Schemas['TrackType']

/** How often the debugger asks what was refused; of what arrived the stream tells. */
const LOOK_EVERY_MS = 2000

export const useSources = () =>
  useQuery({
    queryKey: ['track_source'],
    queryFn: ({ signal }) => api.get<List<TrackSource>>('/api/sources', { signal }),
  })
export const useTrackTypes = () =>
  useQuery({
    queryKey: ['track_type'],
    queryFn: ({ signal }) => api.get<List<TrackType>>('/api/track-types', { signal }),
  })
export const useRefusals = () =>
  useQuery({
    queryKey: ['track_refusal'],
    queryFn: ({ signal }) =>
      api.get<List<Schemas['TrackRefusal']>>('/api/track-refusals', { query: { limit: 50 }, signal }),
    refetchInterval: LOOK_EVERY_MS,
  })
export const useArrivals = () =>
  useQuery({
    queryKey: ['track_arrival'],
    queryFn: ({ signal }) =>
      api.get<List<Schemas['Event']>>('/api/events', { query: { newest: true, limit: 100 }, signal }),
  })

export const useCreateSource = () =>
  useChange(['track_source'], (name: string) => api.post<TrackSource>('/api/sources', { body: { name } }))
export const useSaveSource = () =>
  useChange(['track_source'], ({ id, revision, name, is_on, events_per_s_max, sample_percent }: TrackSource) =>
    api.put<TrackSource>('/api/sources/{id}', {
      path: { id },
      body: { name, is_on, events_per_s_max, sample_percent },
      revision,
    }),
  )
export const useRotateSource = () =>
  useChange(['track_source'], (id: string) => api.post<TrackSource>('/api/sources/{id}/rotate', { path: { id } }))
export const useSaveTrackType = () =>
  useChange(['track_type'], ({ id, revision, is_blocked, rename_to, owner, description }: TrackType) =>
    api.put<TrackType>('/api/track-types/{id}', {
      path: { id },
      body: { is_blocked, rename_to, owner, description },
      revision,
    }),
  )
