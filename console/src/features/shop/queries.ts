import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List, type Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { usePaged } from '@/api/paged'

export type Shop = Schemas['Shop']
export type Order = Schemas['Order']
export type Push = Schemas['ShopPush']
export type Product = Schemas['Product']
export type ShopInput = {
  platform?: Shop['platform']
  name?: string
  shop_no?: string
  app_key?: string
  app_secret?: string
  access_token?: string
  base_url?: string
  options?: unknown
  state?: Shop['state']
  pull_minutes?: number
  stale_minutes?: number
}

function useChange<Input, Output>(words: string[], run: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: () => Promise.all(words.map((word) => client.invalidateQueries({ queryKey: [word] }))),
  })
}
/** What was left empty is not sent. */
const filled = (body: ShopInput) =>
  Object.fromEntries(Object.entries(body).filter(([, v]) => v !== '' && v !== undefined && v !== null))

export const useShops = (enabled = true) =>
  useQuery({
    queryKey: ['shop', 'all'],
    queryFn: ({ signal }) => api.get<List<Shop>>('/api/shops', { signal }),
    enabled,
  })
/** Names of shops, for those who may see them. */
export const useShopNames = () => {
  const shops = useShops(useCan()('shop.read'))
  return new Map(shops.data?.items.map((s) => [s.id, s.name]))
}
export const useShop = (id: string) =>
  useQuery({
    queryKey: ['shop', 'one', id],
    queryFn: ({ signal }) => api.get<Shop>('/api/shops/{id}', { path: { id }, signal }),
  })
export const useCreateShop = () =>
  useChange(['shop'], (body: ShopInput) => api.post<Shop>('/api/shops', { body: filled(body) }))
export const useSaveShop = () =>
  useChange(['shop'], ({ id, revision, ...body }: ShopInput & { id: string; revision: number }) =>
    api.put<Shop>('/api/shops/{id}', { path: { id }, body: filled(body), revision }),
  )
export const useDeleteShop = () =>
  useChange(['shop'], (s: Shop) => api.delete('/api/shops/{id}', { path: { id: s.id }, revision: s.revision }))
export const useCheckShop = () =>
  useChange(['shop'], (id: string) => api.post<Shop>('/api/shops/{id}/check', { path: { id } }))
export const usePullShop = () =>
  useChange(['shop', 'job'], ({ id, ...body }: { id: string; from: string; to?: string }) =>
    api.post<Schemas['Job']>('/api/shops/{id}/pull', { path: { id }, body }),
  )

export const usePushes = (query: { shop_id?: string; state?: string }) =>
  usePaged<Push>(['shop', 'push'], '/api/shop-pushes', query)
export const usePush = (id: string | undefined) =>
  useQuery({
    queryKey: ['shop', 'push', 'one', id],
    queryFn: ({ signal }) => api.get<Push>('/api/shop-pushes/{id}', { path: { id: id! }, signal }),
    enabled: id !== undefined,
  })
export const useReplayPush = () =>
  useChange(['shop', 'order'], (id: string) => api.post<Push>('/api/shop-pushes/{id}/replay', { path: { id } }))

export type OrderQuery = {
  shop_id?: string
  customer_id?: string
  state?: string
  order_no?: string
  with_refund?: string
  from?: string
  to?: string
  limit?: number
}
export const useOrders = (query: OrderQuery) => usePaged<Order>(['order', 'list'], '/api/orders', query)
export const useOrder = (id: string) =>
  useQuery({
    queryKey: ['order', 'one', id],
    queryFn: ({ signal }) => api.get<Schemas['OrderView']>('/api/orders/{id}', { path: { id }, signal }),
  })
export const useTotals = (id: string) =>
  useQuery({
    queryKey: ['order', 'totals', id],
    queryFn: ({ signal }) =>
      api.get<List<Schemas['OrderTotals']>>('/api/customers/{id}/order-totals', { path: { id }, signal }),
  })

export const useProducts = (query: { shop_id?: string; state?: string; q?: string }) =>
  usePaged<Product>(['product', 'list'], '/api/products', query)
export const useProduct = (id: string | undefined) =>
  useQuery({
    queryKey: ['product', 'one', id],
    queryFn: ({ signal }) => api.get<Product>('/api/products/{id}', { path: { id: id! }, signal }),
    enabled: id !== undefined,
  })
