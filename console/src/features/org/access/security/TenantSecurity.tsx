import { App, Button, Form, Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useIsViewing } from '@/api/me'
import { useRevision } from '@/ui/edit/useRevision'
import { useTypedForm } from '@/ui/edit/useTypedForm'
import { Await } from '@/ui/Feedback'
import { Card } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { isNetwork, networksOf } from '../networks'
import { useSaveSecurity, useSecurity } from '../queries'

type Values = { is_totp_required: boolean; addresses: string }

type Security = Schemas['Security']
type Props = { security: Security; refetch: () => Promise<{ data?: Security; error?: unknown }> }

const valuesOf = (s: Security): Values => ({
  is_totp_required: s.is_totp_required,
  addresses: s.addresses.join('\n'),
})

function SecurityForm({ security: s, refetch }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const save = useSaveSecurity()
  const isViewing = useIsViewing()
  const [form] = Form.useForm<Values>()
  const [revision, conflict] = useRevision(s, refetch)
  const { settled } = useTypedForm(form, valuesOf(s))
  const take = (latest: Security) => {
    form.setFieldsValue(valuesOf(latest))
    settled(valuesOf(latest))
  }
  const submit = (values: Values) =>
    save.mutate(
      {
        is_totp_required: values.is_totp_required,
        addresses: networksOf(values.addresses ?? ''),
        revision: revision.current ?? s.revision,
      },
      {
        onSuccess: (saved) => {
          revision.current = saved.revision
          settled(values)
          void message.success(t('common.saved'))
        },
        onError: (e) => failed(e, form, conflict(take, form.submit)),
      },
    )
  return (
    <Form form={form} layout="vertical" disabled={isViewing} onFinish={submit} initialValues={valuesOf(s)}>
      <Form.Item
        name="is_totp_required"
        label={t('access.requireTotp')}
        extra={t('access.requireTotpHint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      <Form.Item
        name="addresses"
        label={t('access.allowList')}
        extra={t('access.allowListHint', { address: s.your_address })}
        rules={[
          {
            validator: (_, text: string) => {
              const bad = networksOf(text ?? '').find((line) => !isNetwork(line))
              return bad ? Promise.reject(new Error(t('access.badNetwork', { text: bad }))) : Promise.resolve()
            },
          },
        ]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} className="mono" placeholder="203.0.113.0/24" />
      </Form.Item>
      {!isViewing && (
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('common.save')}
        </Button>
      )}
    </Form>
  )
}

/** What the brand asks of everybody: a code, and from where one may come. */
export function TenantSecurity() {
  const { t } = useTranslation()
  const security = useSecurity()
  return (
    <Card title={t('access.tenantSecurity')}>
      <Await query={security} rows={4}>
        {security.data && <SecurityForm security={security.data} refetch={security.refetch} />}
      </Await>
    </Card>
  )
}
