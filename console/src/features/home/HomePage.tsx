import { useTranslation } from 'react-i18next'
import { useCan, useHas, useMe } from '@/api/me'
import { useLang } from '@/i18n'
import { DaysChart } from '@/ui/DaysChart'
import { Await, ErrorCard, NoPermission } from '@/ui/Feedback'
import { dateOnly, duration, int } from '@/ui/format'
import { Card, Figure, PageHead } from '@/ui/Page'
import { Alerts } from './parts/Alerts'
import { Checklist } from './parts/Checklist'
import { Feed } from './parts/Feed'
import { Connections, Running } from './parts/Side'
import { WinBacks } from './parts/WinBacks'
import { useSummary, useWelcomeSummary } from './queries'

export default function HomePage() {
  const { t } = useTranslation()
  const lang = useLang()
  const me = useMe()
  const can = useCan()
  const has = useHas()
  const knows = can('customer.read') && has('customer')
  const welcomes = can('welcome.read') && has('welcome')
  const summary = useSummary()
  const welcome = useWelcomeSummary()
  const s = summary.data
  const w = welcome.data
  const net = s ? s.added_today - s.lost_today : 0
  return (
    <div className="page">
      <PageHead title={t('nav.home')} sub={`${me.tenant.name} · ${dateOnly(new Date())}`} />
      <Checklist />
      {summary.error && <ErrorCard error={summary.error} onRetry={() => void summary.refetch()} />}
      <div className="figures">
        {knows && (
          <>
            <Figure
              label={t('home.addedToday')}
              value={int(s?.added_today, lang)}
              note={s && t('home.totalActive', { n: int(s.active, lang) })}
            />
            <Figure
              label={t('home.lostToday')}
              value={int(s?.lost_today, lang)}
              note={
                s &&
                t('home.lostSplit', { c: int(s.lost_by_customer_today, lang), s: int(s.lost_by_staff_today, lang) })
              }
            />
            <Figure
              label={t('home.netToday')}
              value={s ? `${net > 0 ? '+' : ''}${int(net, lang)}` : '—'}
              tone={net > 0 ? 'good' : net < 0 ? 'bad' : undefined}
              note={t('home.netNote')}
            />
          </>
        )}
        {welcomes && (
          <>
            <Figure
              label={t('home.welcomed')}
              value={int(w?.sent_today, lang)}
              note={w && t('home.latency', { p50: duration(w.p50_ms, lang), p99: duration(w.p99_ms, lang) })}
            />
            <Figure
              label={t('home.notWelcomed')}
              value={int(w?.failed_today, lang)}
              tone={w && w.failed_today > 0 ? 'bad' : undefined}
              note={t('home.notWelcomedNote')}
            />
          </>
        )}
      </div>
      <div className="cols main-side">
        <div className="stack">
          {knows && <WinBacks />}
          {knows ? (
            <Card title={t('home.trend')}>
              <Await query={summary}>
                <DaysChart
                  label={t('home.trend')}
                  days={s?.days.map((d) => d.date) ?? []}
                  series={[
                    { name: t('home.added'), tone: 'good', values: s?.days.map((d) => d.added) ?? [] },
                    { name: t('home.lost'), tone: 'bad', values: s?.days.map((d) => d.lost) ?? [] },
                    { name: t('home.net'), tone: 'main', line: true, values: s?.days.map((d) => d.net) ?? [] },
                  ]}
                />
              </Await>
            </Card>
          ) : (
            <Card>
              <NoPermission what={t('nav.customers')} />
            </Card>
          )}
          {knows && <Feed />}
        </div>
        <div className="stack">
          <Alerts />
          <Running />
          <Connections />
        </div>
      </div>
    </div>
  )
}
