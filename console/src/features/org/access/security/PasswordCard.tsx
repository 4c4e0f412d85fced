import { App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Card } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { useChangePassword } from '../queries'

type Values = { old_password: string; new_password: string; again: string }

/** Changing it signs out all other browsers. */
export function PasswordCard() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const change = useChangePassword()
  const [form] = Form.useForm<Values>()
  return (
    <Card title={t('app.password')}>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ old_password, new_password }) =>
          change.mutate(
            { old_password, new_password },
            {
              onSuccess: () => {
                void message.success(t('app.passwordChanged'))
                form.resetFields()
              },
              onError: (e) => failed(e, form),
            },
          )
        }
      >
        <Form.Item name="old_password" label={t('app.oldPassword')} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="new_password"
          label={t('app.newPassword')}
          extra={t('app.passwordRule')}
          rules={[{ required: true, min: 10 }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('app.againPassword')}
          dependencies={['new_password']}
          rules={[
            { required: true },
            ({ getFieldValue }) => ({
              validator: (_, v) =>
                !v || v === getFieldValue('new_password')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('app.passwordDiffers'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button htmlType="submit" loading={change.isPending}>
          {t('access.changePassword')}
        </Button>
      </Form>
    </Card>
  )
}
