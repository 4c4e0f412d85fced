import { Alert, App, Segmented, Switch, TimePicker } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useIsViewing, useMe } from '@/api/me'
import { Await, useFail } from '@/ui/Feedback'
import { Card, PageHead } from '@/ui/Page'
import { useNoticeSettings, useSaveNotices } from './queries'

type Settings = Schemas['NoticeSettings']
type Channel = Settings['choices'][number]['channel']
const FORMAT = 'HH:mm'

/** How I want to be told of what; saved as soon as it is chosen. */
function Notices({ settings }: { settings: Settings }) {
  const { t } = useTranslation()
  const me = useMe()
  const isViewing = useIsViewing()
  const { message } = App.useApp()
  const fail = useFail()
  const save = useSaveNotices()
  const put = (patch: Partial<Settings>) =>
    save.mutate(
      { ...settings, ...patch },
      { onSuccess: () => void message.success({ key: 'notices', content: t('common.saved') }), onError: fail },
    )
  const choose = (kind: string, channel: Channel) =>
    put({ choices: settings.choices.map((c) => (c.kind === kind ? { ...c, channel } : c)) })
  const isQuiet = Boolean(settings.quiet_from)
  return (
    <div className="stack">
      {!settings.has_app && <Alert type="info" showIcon title={t('home.noApp')} />}
      <Card title={t('home.kinds')}>
        <ul className="feed">
          {settings.choices.map((c) => {
            const key = c.kind.replaceAll('.', '_') as 'job_ended'
            return (
              <li key={c.kind} className="todo">
                <div className="grow stack tight" style={{ gap: 0 }}>
                  <span>{t(`home.kind_${key}`)}</span>
                  <small className="muted">{t(`home.kindHint_${key}`)}</small>
                </div>
                <Segmented<Channel>
                  aria-label={t(`home.kind_${key}`)}
                  value={c.channel}
                  disabled={isViewing}
                  onChange={(channel) => choose(c.kind, channel)}
                  options={(['app', 'bell', 'off'] as const).map((value) => ({
                    value,
                    label: t(`home.channel_${value}`),
                  }))}
                />
              </li>
            )
          })}
        </ul>
      </Card>
      <Card
        title={t('home.quiet')}
        extra={
          <Switch
            aria-label={t('home.quiet')}
            checked={isQuiet}
            disabled={isViewing}
            onChange={(on) =>
              put(on ? { quiet_from: '22:00', quiet_until: '08:00' } : { quiet_from: '', quiet_until: '' })
            }
          />
        }
      >
        <div className="stack tight">
          <p className="muted">{t('home.quietHint', { zone: me.tenant.zone })}</p>
          {isQuiet && (
            <TimePicker.RangePicker
              aria-label={t('home.quiet')}
              order={false}
              disabled={isViewing}
              format={FORMAT}
              allowClear={false}
              value={[dayjs(settings.quiet_from, FORMAT), dayjs(settings.quiet_until, FORMAT)]}
              onChange={(range) =>
                range?.[0] &&
                range[1] &&
                put({ quiet_from: range[0].format(FORMAT), quiet_until: range[1].format(FORMAT) })
              }
              style={{ maxWidth: 260 }}
            />
          )}
        </div>
      </Card>
    </div>
  )
}

export default function NoticesPage() {
  const { t } = useTranslation()
  const settings = useNoticeSettings()
  return (
    <div className="page narrow">
      <PageHead title={t('nav.notices')} sub={t('home.noticesHint')} />
      <Await query={settings}>{settings.data && <Notices settings={settings.data} />}</Await>
    </div>
  )
}
