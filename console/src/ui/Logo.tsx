/** A W woven over and under one thread. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden style={{ flex: 'none' }}>
      <rect width="32" height="32" rx="7" fill="#1668dc" />
      <path d="M5 17h4.2M12.5 17h6.6M22.6 17H27" stroke="#9cc4ff" strokeWidth="2.4" strokeLinecap="round" />
      <path
        d="M6 8.5l5 15 5-15 5 15 5-15"
        fill="none"
        stroke="#fff"
        strokeWidth="3"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  )
}
