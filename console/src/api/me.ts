import { useQuery } from '@tanstack/react-query'
import { api, type Schemas } from './client'

export type Me = Schemas['Me']
export const meKey = ['me'] as const

/** Who is signed in; the router has loaded it before any page draws. */
export function useMe(): Me {
  const { data } = useQuery({
    queryKey: meKey,
    queryFn: ({ signal }) => api.get<Me>('/api/me', { signal }),
    staleTime: 60_000,
  })
  return data!
}

/** What is known of them now, and again when it changes; asking is the business of others. */
const useKnownMe = () => useQuery<Me>({ queryKey: meKey, enabled: false }).data

/** Whether a module is switched on for this user; what belongs to none always is. */
export function useHas(): (module: string | undefined) => boolean {
  const me = useKnownMe()
  return (module) => module === undefined || (me?.modules.includes(module) ?? false)
}

/** Whether one has a permission, seen with one's own eyes or not: what pages and menus stand on. */
export function useHolds(): (permission: string) => boolean {
  const me = useKnownMe()
  return (permission) => me?.permissions.includes(permission) ?? false
}

/** Whether one sees as another: the server then changes nothing. */
export const useIsViewing = (): boolean => Boolean(useKnownMe()?.view_as?.until)

/** Whether one may do something now: who sees as another may only read. */
export function useCan(): (permission: string) => boolean {
  const holds = useHolds()
  const isViewing = useIsViewing()
  return (permission) => holds(permission) && (!isViewing || permission.endsWith('.read'))
}

export type MaskLevel = 'clear' | 'masked' | 'hidden'
export type MaskField = keyof Me['masks']
/** How one sees a field of personal data; masked where nobody decided. */
export function useMasks(): (field: MaskField) => MaskLevel {
  const { masks } = useMe()
  return (field) => masks?.[field] ?? 'masked'
}
