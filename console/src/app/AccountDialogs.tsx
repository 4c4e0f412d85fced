import { App, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/me'
import { useSaveFailed } from '@/ui/save'
import { useChangePassword, useSaveMe } from './queries'

function Profile({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const save = useSaveMe()
  const [form] = Form.useForm<{ display_name: string }>()
  return (
    <Modal
      open
      title={t('app.profile')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('common.save')}
      confirmLoading={save.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ display_name: me.user.display_name }}
        onFinish={(values) =>
          save.mutate(values, {
            onSuccess: () => {
              void message.success(t('common.saved'))
              onClose()
            },
            onError: (e) => failed(e, form),
          })
        }
      >
        <Form.Item label={t('app.account')}>
          {me.user.name} · {me.user.role_name}
        </Form.Item>
        <Form.Item name="display_name" label={t('app.displayName')} rules={[{ required: true, max: 40 }]}>
          <Input />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function Password({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const change = useChangePassword()
  const [form] = Form.useForm<{ old_password: string; new_password: string; again: string }>()
  return (
    <Modal
      open
      title={t('app.password')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('common.save')}
      confirmLoading={change.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={({ old_password, new_password }) =>
          change.mutate(
            { old_password, new_password },
            {
              onSuccess: () => {
                void message.success(t('app.passwordChanged'))
                onClose()
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
      </Form>
    </Modal>
  )
}

export default function AccountDialogs({ which, onClose }: { which: 'profile' | 'password'; onClose: () => void }) {
  return which === 'profile' ? <Profile onClose={onClose} /> : <Password onClose={onClose} />
}
