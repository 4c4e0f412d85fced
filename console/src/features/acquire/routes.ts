import type { PageRoute } from '@/ui/url'

const need = 'channel_code.read'
const write = 'channel_code.write'
export const routes: PageRoute[] = [
  { path: '/channel-codes', need, load: () => import('./CodesPage') },
  { path: '/channel-codes/new', need: write, load: () => import('./CodeEditPage') },
  { path: '/channel-codes/batch', need: write, load: () => import('./BatchPage') },
  { path: '/channel-codes/$id', need, load: () => import('./CodePage') },
  { path: '/channel-codes/$id/edit', need: write, load: () => import('./CodeEditPage') },
]
