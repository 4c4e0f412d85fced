/** What a field holds that nothing was put into: emptied again it is as it was. */
const isNothing = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0)

/** Whether two values of a form say the same. */
export function isAlike(one: unknown, other: unknown): boolean {
  if (isNothing(one) || isNothing(other)) return isNothing(one) && isNothing(other)
  if (typeof one !== 'object' || typeof other !== 'object') return one === other
  const [a, b] = [one, other] as Record<string, unknown>[]
  return (
    Array.isArray(one) === Array.isArray(other) &&
    [...new Set([...Object.keys(a!), ...Object.keys(b!)])].every((key) => isAlike(a![key], b![key]))
  )
}
