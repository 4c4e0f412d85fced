/** A line as small as a word; decoration, the figure stands beside it. */
export function Spark({ values, tone }: { values: number[]; tone: 'good' | 'bad' | 'main' }) {
  if (values.length < 2) return <span className="board-spark" aria-hidden />
  const low = Math.min(...values)
  const span = Math.max(...values) - low || 1
  const points = values
    .map((v, i) => `${((i / (values.length - 1)) * 100).toFixed(1)},${(23 - ((v - low) / span) * 22).toFixed(1)}`)
    .join(' ')
  return (
    <svg className={`board-spark of-${tone}`} viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden>
      <polyline points={points} fill="none" stroke="currentColor" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
