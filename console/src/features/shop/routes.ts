import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [
  { path: '/orders', need: 'order.read', load: () => import('./OrdersPage') },
  { path: '/orders/$id', need: 'order.read', load: () => import('./OrderPage') },
  { path: '/products', need: 'product.read', load: () => import('./ProductsPage') },
  { path: '/settings/shops', need: 'shop.read', load: () => import('./ShopsPage') },
  { path: '/settings/shops/$id', need: 'shop.read', load: () => import('./ShopPage') },
]
