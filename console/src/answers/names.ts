import { onForget } from '@/api/session'
import type { QueryAnswer } from './types'

/** What the server called the ids of the answers so far: staff, stores, channel codes …, as far as this person may know. */
const told = new Map<string, string>()
onForget(() => told.clear())
const key = (dimension: string, value: string) => `${dimension}\n${value}`

export function remember<T extends Pick<QueryAnswer, 'names'>>(answer: T): T {
  for (const one of answer.names ?? []) told.set(key(one.dimension, one.value), one.name)
  return answer
}
export const toldName = (dimension: string, value: string): string | undefined => told.get(key(dimension, value))
