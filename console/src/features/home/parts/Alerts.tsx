import { CheckCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { reasonText, useLang, useWord } from '@/i18n'
import { duration, int, named } from '@/ui/format'
import { Badge, Card, type Tone } from '@/ui/Page'
import { GoLink } from '@/ui/url'
import { useConnections, useDeadLetters, useEffectCounts, useFailedCallbacks, useHealth } from '../queries'

type Alert = { key: string; tone: Tone; mark: string; text: string; to: string; go: string }
const BEHIND_MS = 60_000

/** What needs attention, by rights; gone when it is mended. */
export function useAlerts(): { alerts: Alert[]; isPending: boolean } {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const connections = useConnections()
  const effects = useEffectCounts()
  const callbacks = useFailedCallbacks()
  const letters = useDeadLetters()
  const health = useHealth()
  const alerts: Alert[] = []
  for (const c of connections.data?.items ?? []) {
    if (c.health !== 'bad' && c.health !== 'warning') continue
    const text = named(c.name, reasonText(c.health_reason) || word('health', c.health), lang)
    alerts.push({
      key: c.id,
      tone: c.health === 'bad' ? 'bad' : 'warn',
      mark: word('health', c.health),
      text,
      to: `/settings/connections/${c.id}`,
      go: t('home.look'),
    })
  }
  const counted = (key: 'deadEffects' | 'failedCallbacks' | 'deadLetters' | 'unreadable', n: number, to: string) => {
    if (n > 0)
      alerts.push({
        key,
        tone: 'bad',
        mark: t('home.failed'),
        text: t(`home.${key}`, { n: int(n, lang) }),
        to,
        go: t('home.handle'),
      })
  }
  counted('deadEffects', effects.data?.dead ?? 0, '/settings/connections?tab=effects&state=dead')
  counted('failedCallbacks', callbacks.data?.items.length ?? 0, '/settings/connections?tab=callbacks&state=failed')
  counted('deadLetters', letters.data?.items.length ?? 0, '/settings/connections?tab=dead')
  const unreadable = health.data?.unreadable_customer_ids ?? []
  counted('unreadable', unreadable.length, `/customers/${unreadable[0]}`)
  for (const c of health.data?.consumers ?? []) {
    const waits = c.oldest_at ? Date.now() - Date.parse(c.oldest_at) : 0
    if (waits > BEHIND_MS)
      alerts.push({
        key: c.name,
        tone: 'warn',
        mark: t('home.behind'),
        text: t('home.behindText', { name: c.name, n: int(c.behind, lang), ms: duration(waits, lang) }),
        to: '/settings/connections',
        go: t('home.look'),
      })
  }
  return { alerts, isPending: connections.isLoading || effects.isLoading }
}

export function Alerts() {
  const { t } = useTranslation()
  const can = useCan()
  const { alerts, isPending } = useAlerts()
  if (!can('connection.read') || isPending) return null
  return (
    <Card title={t('home.alerts')}>
      {alerts.length === 0 ? (
        <p className="row">
          <CheckCircleOutlined className="good" aria-hidden /> {t('home.noAlerts')}
        </p>
      ) : (
        <ul className="feed">
          {alerts.map((a) => (
            <li key={a.key} className="todo">
              <Badge tone={a.tone}>{a.mark}</Badge>
              <span className="grow">{a.text}</span>
              <GoLink to={a.to}>{a.go}</GoLink>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
