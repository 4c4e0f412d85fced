import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTypedForm } from '@/ui/edit/useTypedForm'
import { useSaveFailed } from '@/ui/save'
import { type Connection, type ConnectionInput, useSaveConnection } from '../queries'

export default function EditDialog({
  connection: c,
  onClose,
  onConflict,
}: {
  connection: Connection
  onClose: () => void
  onConflict: () => void
}) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const save = useSaveConnection()
  const [form] = Form.useForm<ConnectionInput>()
  const [revision] = useState(c.revision)
  const initial = { name: c.name, agent_id: c.agent_id ?? '', base_url: c.base_url ?? '', login_url: c.login_url ?? '' }
  const { leave } = useTypedForm(form, initial)
  const submit = (values: ConnectionInput) => {
    save.mutate(
      { ...values, corp_id: c.corp_id, state: c.state, id: c.id, revision },
      {
        onSuccess: () => {
          void message.success(t('common.saved'))
          onClose()
        },
        onError: (e) =>
          failed(e, form, {
            reload: () => {
              onConflict()
              onClose()
            },
          }),
      },
    )
  }
  return (
    <Modal
      open
      title={t('channel.edit')}
      onCancel={() => leave(onClose)}
      onOk={form.submit}
      okText={t('common.save')}
      confirmLoading={save.isPending}
    >
      <Form form={form} layout="vertical" initialValues={initial} onFinish={submit}>
        <Form.Item name="name" label={t('channel.name')} rules={[{ required: true, max: 60 }]}>
          <Input />
        </Form.Item>
        {c.kind === 'wecom' && (
          <Form.Item name="agent_id" label={t('channel.agentId')} rules={[{ required: true }]}>
            <Input />
          </Form.Item>
        )}
        <Form.Item name="app_secret" label={t('channel.appSecret')} extra={t('channel.secretKept')}>
          <Input.Password autoComplete="off" />
        </Form.Item>
        {c.kind === 'wecom' && (
          <Form.Item name="contact_secret" label={t('channel.contactSecret')} extra={t('channel.secretKept')}>
            <Input.Password autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item name="base_url" label={t('channel.baseUrl')}>
          <Input />
        </Form.Item>
        {c.kind === 'wecom' && (
          <Form.Item name="login_url" label={t('channel.loginUrl')}>
            <Input />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
