const LEAST = 14
const MOST = 75
const STEPS = [0, 0.25, 0.5, 0.75, 1]

/** From pale to full; what is nothing has hardly a colour. */
export const shade = (value: number, most: number): string => {
  const part = Math.min(value / Math.max(most, Number.EPSILON), 1)
  const mix = value > 0 ? LEAST + Math.round(part * (MOST - LEAST)) : 5
  return `color-mix(in srgb, var(--accent, #1668dc) ${mix}%, transparent)`
}

/** What the shades mean. */
export function Legend({ most }: { most: string }) {
  return (
    <div className="shades muted" aria-hidden="true">
      <span>0</span>
      {STEPS.map((s) => (
        <i key={s} style={{ background: shade(s, 1) }} />
      ))}
      <span>≥ {most}</span>
    </div>
  )
}
