/** Share of a whole as people read it; nothing to divide by is a dash, never 0 %. */
export const share = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)}%`

export const DAYS = [7, 30, 90, 180] as const
export const daysOf = (text: string | undefined): number => DAYS.find((n) => String(n) === text) ?? 30

export const signed = (n: number, text: string): string => (n > 0 ? `+${text}` : text)
