import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'

/** Six digits of the authenticator. */
export function CodeField({ autoFocus }: { autoFocus?: boolean }) {
  const { t } = useTranslation()
  return (
    <Form.Item name="code" label={t('access.code')} rules={[{ required: true, message: t('access.codeMissing') }]}>
      <Input
        autoFocus={autoFocus}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={40}
        className="mono"
        style={{ maxWidth: 200 }}
      />
    </Form.Item>
  )
}
