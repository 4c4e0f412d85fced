import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '@/ui/Feedback'
import { Badge, Time } from '@/ui/Page'
import type { Connection } from '../queries'

/** The three values to paste into the WeCom admin site. */
export function CallbackValues({ connection: c }: { connection: Connection }) {
  const { t } = useTranslation()
  const values: [string, string | null | undefined][] = [
    [t('channel.callbackUrl'), c.callback_url],
    [t('channel.token'), c.callback_token],
    [t('channel.aesKey'), c.callback_aes_key],
  ]
  return (
    <div className="stack">
      <ol className="muted" style={{ margin: 0, paddingLeft: 20, lineHeight: 1.8 }}>
        <li>{t('channel.paste1')}</li>
        <li>{t('channel.paste2')}</li>
        <li>{t('channel.paste3')}</li>
      </ol>
      {values.map(
        ([name, value]) =>
          value && (
            <div key={name} className="attach">
              <span style={{ minWidth: 110 }} className="muted">
                {name}
              </span>
              <code className="mono grow" style={{ wordBreak: 'break-all' }}>
                {value}
              </code>
              <CopyButton text={value} name={name} />
            </div>
          ),
      )}
      {c.callback_verified_at ? (
        <span>
          <Badge tone="good">{t('channel.verified')}</Badge> <Time at={c.callback_verified_at} />
        </span>
      ) : (
        <Alert type="info" showIcon title={t('channel.waiting')} description={t('channel.waitingHint')} />
      )}
    </div>
  )
}
