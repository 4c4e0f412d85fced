import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSaveFailed } from '@/ui/save'
import { useCreateSource } from '../queries'

export default function NewSource({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const create = useCreateSource()
  const [form] = Form.useForm<{ name: string }>()
  return (
    <Modal
      open
      title={t('channel.newSource')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('common.create')}
      confirmLoading={create.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={({ name }) => create.mutate(name, { onSuccess: onClose, onError: (e) => failed(e, form) })}
      >
        <Form.Item name="name" label={t('common.name')} rules={[{ required: true, max: 60 }]}>
          <Input autoFocus placeholder={t('channel.sourceExample')} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
