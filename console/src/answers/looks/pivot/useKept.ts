import { useRef } from 'react'

/** The value of when something of `by` last changed: what is drawn with it is not drawn anew without a reason. */
export function useKept<T>(value: T, by: unknown[]): T {
  const kept = useRef({ value, by })
  const isSame = kept.current.by.every((one, i) => Object.is(one, by[i]))
  if (!isSame) kept.current = { value, by }
  return kept.current.value
}
