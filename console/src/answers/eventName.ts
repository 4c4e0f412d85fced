import { useBuilderTexts } from '@/pickers/rule/texts'
import type { EventMeant } from './types'

/** The name of a type of event in the language of the person; a type without one is its own name. */
export function useEventName(): (type: string) => string {
  const { typeOf } = useBuilderTexts()
  return (type) =>
    type
      .split('|')
      .map((one) => typeOf[one] ?? one)
      .join(' / ')
}

export const typesOf = (event: EventMeant): string[] =>
  typeof event === 'string' ? [event] : Array.isArray(event) ? event : typesOf(event.event)
