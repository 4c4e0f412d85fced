/** "Chrome 131 · Windows" of a user agent; the text itself when it is none we know. */
export function browserOf(agent: string | null): string {
  if (!agent) return '—'
  const found =
    /wxwork\/(\d+)/i.exec(agent)?.[1] !== undefined
      ? ['WeCom', /wxwork\/(\d+)/i.exec(agent)![1]]
      : NAMES.map(([pattern, name]) => [name, pattern.exec(agent)?.[1]]).find(([, version]) => version)
  const system = SYSTEMS.find(([pattern]) => pattern.test(agent))?.[1]
  if (!found) return agent.length > 40 ? `${agent.slice(0, 40)}…` : agent
  return [`${found[0]} ${found[1]}`, system].filter(Boolean).join(' · ')
}

/* The first that fits: others carry the words of those below, too. */
const NAMES: [RegExp, string][] = [
  [/MicroMessenger\/(\d+)/, 'WeChat'],
  [/Edg(?:e|A|iOS)?\/(\d+)/, 'Edge'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).*Safari/, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]
