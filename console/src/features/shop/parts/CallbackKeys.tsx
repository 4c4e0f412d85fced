import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '@/ui/Feedback'
import { Facts } from '@/ui/Page'
import type { Shop } from '../queries'

function Copied({ text, name }: { text: string; name: string }) {
  return (
    <span className="row" style={{ gap: 4 }}>
      <code className="mono" style={{ wordBreak: 'break-all' }}>
        {text}
      </code>
      <CopyButton text={text} name={name} />
    </span>
  )
}

/** What is to be pasted into the platform. */
export function CallbackKeys({ shop: s }: { shop: Shop }) {
  const { t } = useTranslation()
  const isWechat = s.platform === 'wechat_store'
  const shows = s.platform === 'generic' || isWechat
  if (!s.callback_url) return <p className="muted">{t('shop.onlyPulled')}</p>
  return (
    <Facts
      items={[
        [t('shop.callbackUrl'), <Copied key="u" text={s.callback_url} name={t('shop.callbackUrl')} />],
        ...(shows && s.callback_token
          ? [
              [
                t(isWechat ? 'shop.token' : 'shop.secret'),
                <Copied key="t" text={s.callback_token} name={t('shop.secret')} />,
              ] as [string, ReactNode],
            ]
          : []),
        ...(isWechat && s.callback_aes_key
          ? [
              [t('shop.aesKey'), <Copied key="a" text={s.callback_aes_key} name={t('shop.aesKey')} />] as [
                string,
                ReactNode,
              ],
            ]
          : []),
      ]}
    />
  )
}
