import { WechatWorkOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useMe } from '@/api/me'
import { useSignInOptions } from '../../queries'

/** That it is really me who sits here: the password, or WeCom's word of just now. */
export function Himself({ state, then }: { state: Schemas['TotpState']; then: 'enrol' | 'disable' }) {
  const { t } = useTranslation()
  const { tenant } = useMe()
  const options = useSignInOptions(tenant.code)
  if (state.is_fresh) return <p role="status">{t('access.isFresh')}</p>
  const back = encodeURIComponent(`/settings/security?totp=${then}`)
  return (
    <>
      <Form.Item name="password" label={t('app.oldPassword')} rules={[{ required: true }]}>
        <Input.Password autoFocus autoComplete="current-password" />
      </Form.Item>
      {state.has_staff &&
        options.data?.items.map((o) => (
          <Form.Item key={o.connection_id} extra={t('access.byWecomHint')}>
            <Button icon={<WechatWorkOutlined />} href={`${o.url}?return_to=${back}`}>
              {t('access.byWecom', { name: o.name })}
            </Button>
          </Form.Item>
        ))}
    </>
  )
}
