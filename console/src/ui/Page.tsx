import { ArrowLeftOutlined } from '@ant-design/icons'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Lang, useLang } from '@/i18n'
import { ago, dateTime } from './format'
import { GoButton } from './url'

/** Title, count, actions; sets the document's title. */
export function PageHead(props: {
  title: string
  sub?: ReactNode
  /** Where it belongs to, and what a plain click does instead of going there. */
  back?: string
  onBack?: () => void
  extra?: ReactNode
}) {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${props.title} · 织客 weft`
  }, [props.title])
  return (
    <div className="page-head">
      {props.back && (
        <GoButton
          type="text"
          icon={<ArrowLeftOutlined />}
          aria-label={t('common.back')}
          to={props.back}
          onGo={props.onBack}
        />
      )}
      <h1>{props.title}</h1>
      {props.sub && <span className="muted">{props.sub}</span>}
      <span className="grow" />
      <div className="row">{props.extra}</div>
    </div>
  )
}

export function Card(props: {
  title?: ReactNode
  extra?: ReactNode
  children: ReactNode
  className?: string
  flush?: boolean
}) {
  return (
    <section className={`card ${props.flush ? 'flush' : ''} ${props.className ?? ''}`}>
      {(props.title || props.extra) && (
        <header className="card-head">
          <h2>{props.title}</h2>
          <span className="grow" />
          {props.extra}
        </header>
      )}
      {props.children}
    </section>
  )
}

export function Figure(props: { label: string; value: ReactNode; note?: ReactNode; tone?: 'good' | 'bad' }) {
  return (
    <div className="figure">
      <div className="figure-label">{props.label}</div>
      <div className={`figure-value ${props.tone ?? ''}`}>{props.value}</div>
      {props.note && <div className="figure-note">{props.note}</div>}
    </div>
  )
}

/** A date, with how long ago it was in the tooltip; or the other way round. */
export function Time({ at, relative }: { at: string | null | undefined; relative?: boolean }) {
  return timeIn(useLang(), at, relative)
}
/** The same where many are drawn at once: nothing is subscribed to. */
export function timeIn(lang: Lang, at: string | null | undefined, relative?: boolean) {
  if (!at) return <span className="muted">—</span>
  const full = dateTime(at)
  const span = ago(at, lang)
  return (
    <time dateTime={at} title={relative ? full : span} className="num nowrap">
      {relative ? span : full}
    </time>
  )
}

export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'off'
const MARKS: Record<Tone, string> = { good: '●', warn: '▲', bad: '■', busy: '◐', off: '○' }
/** A state as colour, shape and word: never by colour alone. */
export function Badge({ tone, children, title }: { tone: Tone; children: ReactNode; title?: string }) {
  return (
    <span className={`badge ${tone}`} title={title || undefined}>
      <span aria-hidden>{MARKS[tone]} </span>
      {children}
    </span>
  )
}

/** Name above value, for facts. */
export function Facts({ items }: { items: [ReactNode, ReactNode][] }) {
  return (
    <dl className="facts">
      {items.map(([name, value], i) => (
        <div key={i}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const HUES = ['#1d5bbf', '#0b7285', '#2b6a30', '#8a5a00', '#9c3587', '#5f3dc4', '#a63c06']
/** A picture, or the first character on a quiet colour that stays the same for a name. */
export function Face({ name, src, size = 28 }: { name: string | null; src?: string | null; size?: number }) {
  const letters = [...(name ?? '')]
  const first = letters[0] ?? '?'
  const hue = HUES[letters.reduce((sum, c) => sum + (c.codePointAt(0) ?? 0), 0) % HUES.length]
  const [broken, setBroken] = useState<string | null>(null)
  if (src && src !== broken)
    return (
      <img className="face" src={src} alt="" width={size} height={size} loading="lazy" onError={() => setBroken(src)} />
    )
  return (
    <span className="face" aria-hidden style={{ width: size, height: size, fontSize: size * 0.45, background: hue }}>
      {first}
    </span>
  )
}
