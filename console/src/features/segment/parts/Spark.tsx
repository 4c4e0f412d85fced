/** A line as small as a word; decoration, the figure stands beside it. */
export function Spark({ values }: { values: number[] }) {
  if (values.length < 2) return <span className="muted">—</span>
  const low = Math.min(...values)
  const span = Math.max(...values) - low || 1
  const points = values
    .map((v, i) => `${((i / (values.length - 1)) * 100).toFixed(1)},${(23 - ((v - low) / span) * 22).toFixed(1)}`)
    .join(' ')
  return (
    <svg viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden style={{ width: 100, height: 24 }}>
      <polyline
        points={points}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
