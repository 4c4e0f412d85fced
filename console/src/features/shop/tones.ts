import type { Schemas } from '@/api/client'
import type { Tone } from '@/ui/Page'
import type { Order, Push, Shop } from './queries'

export const ORDER_TONES: Record<Order['state'], Tone> = {
  unpaid: 'off',
  paid: 'busy',
  part_shipped: 'busy',
  shipped: 'busy',
  finished: 'good',
  closed: 'off',
}
export const REFUND_TONES: Record<Schemas['Refund']['state'], Tone> = {
  open: 'warn',
  agreed: 'busy',
  done: 'good',
  closed: 'off',
}
export const HEALTH_TONES: Record<Shop['health'], Tone> = { good: 'good', warning: 'warn', bad: 'bad', unknown: 'off' }
export const PUSH_TONES: Record<Push['state'], Tone> = {
  received: 'busy',
  applied: 'good',
  failed: 'bad',
  ignored: 'off',
}
