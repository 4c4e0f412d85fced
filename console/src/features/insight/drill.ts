import type { BoardFilter, Drill } from './queries'

/** "figure~by~key~days~member~compare" in the address. */
export const drillText = (d: Drill) =>
  [d.figure, d.by, d.key ?? '', d.days ?? '', d.member ?? '', d.compare ?? ''].join('~').replace(/~+$/, '')

export const drillOf = (text: string | undefined): Drill | null => {
  const [figure, by, key, days, member, compare] = (text ?? '').split('~')
  if (!figure || !by) return null
  return {
    figure,
    by,
    key: key || undefined,
    days: days ? Number(days) : undefined,
    member: member || undefined,
    compare: compare || undefined,
  }
}

/** The same people in the list of customers. */
export const listOf = (filter: BoardFilter, drill: Drill): string => {
  const asked = Object.entries({ ...filter, ...drill }).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return `/customers?${new URLSearchParams({ board: new URLSearchParams(asked).toString() })}`
}
