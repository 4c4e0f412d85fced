import type { Tone } from '@/ui/Page'

export const HEALTH: Record<string, Tone> = { good: 'good', warning: 'warn', bad: 'bad', unknown: 'off' }
