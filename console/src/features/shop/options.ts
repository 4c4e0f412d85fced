import type { Shop } from './queries'

type Options = { products?: 'on' | 'off'; time_type?: string; [more: string]: unknown }

/** What differs between apps of a platform (docs/shop-connector.md). */
export const optionsOf = (shop: Pick<Shop, 'options'>): Options =>
  typeof shop.options === 'object' && shop.options !== null ? (shop.options as Options) : {}

/** Orders were fetched, products never, and something is wrong: most likely the app has no right to them. */
export const lacksProducts = (
  s: Pick<Shop, 'state' | 'health' | 'last_pull_at' | 'products_until' | 'options'>,
): boolean =>
  s.state === 'active' &&
  s.health === 'bad' &&
  s.last_pull_at !== null &&
  s.products_until === null &&
  optionsOf(s).products !== 'off'
