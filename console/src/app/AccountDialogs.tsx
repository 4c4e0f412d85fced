import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/me'
import { PasswordForm, type PasswordValues } from '@/pickers/account/PasswordForm'
import { useSaveFailed } from '@/ui/save'
import { useSaveMe } from './queries'

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
  const [form] = Form.useForm<PasswordValues>()
  const [isSaving, setSaving] = useState(false)
  return (
    <Modal
      open
      title={t('app.password')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('common.save')}
      confirmLoading={isSaving}
    >
      <PasswordForm form={form} onDone={onClose} onSaving={setSaving} />
    </Modal>
  )
}

export default function AccountDialogs({ which, onClose }: { which: 'profile' | 'password'; onClose: () => void }) {
  return which === 'profile' ? <Profile onClose={onClose} /> : <Password onClose={onClose} />
}
