import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List, type Page, type Schemas, upload } from '@/api/client'
import { type Me, meKey } from '@/api/me'
import { usePaged } from '@/api/paged'
import { forgetSession } from '@/api/session'
import { lastBrand, rememberBrand } from './brand'
import { buildTree, movedTree, type OrgTree, type Place, revisionOf, type TreeNode, withRevision } from './tree'

/** `tenant`: the code of a brand, from the address; without one the remembered, else the server's first. */
export const useSignInOptions = (tenant?: string) => {
  const brand = tenant ?? lastBrand()
  return useQuery({
    queryKey: ['sign-in-options', brand],
    queryFn: ({ signal }) =>
      api.get<List<Schemas['SignInOption']>>('/api/sign-in-options', { query: { tenant: brand }, signal }),
    retry: false,
  })
}

export function useSignIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { name: string; password: string; code?: string }) => api.post<Me>('/api/sessions', { body }),
    onSuccess: (me) => {
      rememberBrand(me.tenant.code)
      forgetSession(client)
      client.setQueryData(meKey, me)
    },
  })
}

/** The code after WeCom has said who it is. */
export function useSignInCode() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { code: string }) => api.post<Me>('/api/sessions/code', { body }),
    onSuccess: (me) => {
      rememberBrand(me.tenant.code)
      forgetSession(client)
      client.setQueryData(meKey, me)
    },
  })
}

export const useStaff = (query: { q?: string; department_id?: string; store_id?: string; status?: string }) =>
  usePaged<Schemas['Staff']>(['org', 'staff'], '/api/staff', query)

export const useRegions = () =>
  useQuery({
    queryKey: ['org', 'regions'],
    queryFn: ({ signal }) => api.get<List<Schemas['Region']>>('/api/regions', { signal }),
  })
export const useStores = (query: { q?: string; region_id?: string } = {}) =>
  useQuery({
    queryKey: ['org', 'stores', query],
    queryFn: ({ signal }) =>
      api.get<Page<Schemas['Store']>>('/api/stores', { query: { ...query, limit: 200 }, signal }),
  })
export const useStore = (id: string) =>
  useQuery({
    queryKey: ['org', 'store', id],
    queryFn: ({ signal }) => api.get<Schemas['Store']>('/api/stores/{id}', { path: { id }, signal }),
  })

const treeKey = ['org', 'tree']
export const useOrgTree = () =>
  useQuery({ queryKey: treeKey, queryFn: ({ signal }) => api.get<OrgTree>('/api/org/tree', { signal }) })

const moveKey = ['org', 'move']
/** Shown at once; taken back when the server refuses. Moves in a row wait for each other, so that
 * each goes out with the revision the one before left behind. */
export function useMove() {
  const client = useQueryClient()
  return useMutation({
    mutationKey: moveKey,
    scope: { id: 'org-move' },
    mutationFn: async ({ node, place }: { node: TreeNode; place: Place }) => {
      const moved = await api.post<{ revision: number }>(
        node.kind === 'region' ? '/api/regions/{id}/move' : '/api/stores/{id}/move',
        {
          path: { id: node.id },
          body: place,
          revision: revisionOf(client.getQueryData(treeKey), node),
        },
      )
      client.setQueryData<OrgTree>(treeKey, (tree) => tree && withRevision(tree, node, moved.revision))
      return moved
    },
    onMutate: async ({ node, place }) => {
      await client.cancelQueries({ queryKey: treeKey })
      const tree = client.getQueryData<OrgTree>(treeKey)
      if (tree) client.setQueryData(treeKey, movedTree(tree, buildTree(tree), node, place))
    },
    onSettled: () => {
      if (client.isMutating({ mutationKey: moveKey }) === 1) void client.invalidateQueries({ queryKey: ['org'] })
    },
  })
}

export const usePlaceStaff = () =>
  useChange('org', (body: { staff_ids: string[]; store_id: string | null }) =>
    api.post<{ changed: number }>('/api/staff/stores', { body }),
  )

export type ImportKind = 'stores' | 'staff'
export type ImportPlan = Schemas['StoreImport'] | Schemas['StaffImport']
const importPath = (kind: ImportKind) => (kind === 'stores' ? '/api/stores/import' : '/api/staff/stores/import')
export const importFormUrl = (kind: ImportKind) => `${importPath(kind)}/template.xlsx`
export const usePreviewImport = () =>
  useMutation({
    mutationFn: ({ kind, file }: { kind: ImportKind; file: File }) =>
      upload<ImportPlan>(kind === 'stores' ? '/api/stores/import/preview' : '/api/staff/stores/import/preview', {
        file,
      }),
  })
export const useRunImport = () =>
  useChange('org', ({ kind, file }: { kind: ImportKind; file: File }) => upload<ImportPlan>(importPath(kind), { file }))

/** A change that makes everything under `word` stale. */
function useChange<Input, Output>(word: string, run: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: run, onSuccess: () => client.invalidateQueries({ queryKey: [word] }) })
}

export const useSetStaffStore = () =>
  useChange('org', ({ staff, storeId }: { staff: Schemas['Staff']; storeId: string | null }) =>
    api.put<Schemas['Staff']>('/api/staff/{id}', {
      path: { id: staff.id },
      body: { store_id: storeId },
      revision: staff.revision,
    }),
  )

export type StoreInput = Partial<Schemas['Store']> & { name: string }
export const useSaveStore = () =>
  useChange('org', ({ id, revision, ...body }: StoreInput) =>
    id
      ? api.put<Schemas['Store']>('/api/stores/{id}', { path: { id }, body, revision })
      : api.post<Schemas['Store']>('/api/stores', { body }),
  )
export const useDeleteStore = () =>
  useChange('org', (s: Schemas['Store']) =>
    api.delete('/api/stores/{id}', { path: { id: s.id }, revision: s.revision }),
  )

export type RegionInput = { id?: string; revision?: number; name: string; parent_id: string | null; sort: number }
export const useSaveRegion = () =>
  useChange('org', ({ id, revision, ...body }: RegionInput) =>
    id
      ? api.put<Schemas['Region']>('/api/regions/{id}', { path: { id }, body, revision })
      : api.post<Schemas['Region']>('/api/regions', { body }),
  )
export const useDeleteRegion = () =>
  useChange('org', (r: Schemas['Region']) =>
    api.delete('/api/regions/{id}', { path: { id: r.id }, revision: r.revision }),
  )
