import { App, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/me'
import { usePreference } from '@/api/preference'
import { PasswordForm, type PasswordValues } from '@/pickers/account/PasswordForm'
import { LANDING_KEY, LANDINGS, landingOf, mayOpen } from '@/ui/landing'
import { useSaveFailed } from '@/ui/save'
import { useSaveMe } from './queries'

/** The page I begin with: my choice before my role's. */
function LandingChoice() {
  const { t } = useTranslation()
  const me = useMe()
  const [chosen, choose] = usePreference<string | null>(LANDING_KEY, null)
  const nameOf = (path: string) => t(`nav.${(LANDINGS.find((p) => p.path === path) ?? LANDINGS[0]!).key}`)
  return (
    <Form.Item label={t('app.landing')} extra={t('app.landingHint')}>
      <Select
        aria-label={t('app.landing')}
        value={chosen ?? ''}
        onChange={(path) => choose(path === '' ? null : path)}
        options={[
          { value: '', label: t('app.landingOfRole', { page: nameOf(landingOf(me, [me.landing])) }) },
          ...LANDINGS.filter((p) => mayOpen(p, me)).map((p) => ({ value: p.path, label: nameOf(p.path) })),
        ]}
      />
    </Form.Item>
  )
}

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
        <LandingChoice />
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
