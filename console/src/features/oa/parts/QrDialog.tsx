import { Form, Input, Modal, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { CodeSelect } from '@/pickers/code/CodeSelect'
import { useSaveFailed } from '@/ui/save'
import { type Qr, type QrInput, useSaveQr } from '../queries'

export default function QrDialog({ account, qr, onClose }: { account: string; qr?: Qr; onClose: () => void }) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const save = useSaveQr(account)
  const [form] = Form.useForm<QrInput>()
  return (
    <Modal
      open
      title={t(qr ? 'oa.editQr' : 'oa.newQr')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('common.save')}
      confirmLoading={save.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={qr ?? { is_permanent: true }}
        onFinish={({ name, is_permanent, channel_code_id }) =>
          save.mutate(
            { name, is_permanent, channel_code_id: channel_code_id ?? null, id: qr?.id, revision: qr?.revision },
            { onSuccess: onClose, onError: (e) => failed(e, form) },
          )
        }
      >
        <Form.Item name="name" label={t('oa.name')} rules={[{ required: true, max: 60 }]}>
          <Input autoFocus />
        </Form.Item>
        {!qr && (
          <Form.Item name="is_permanent" label={t('oa.kind')}>
            <Segmented
              options={[
                { value: true, label: t('oa.permanent') },
                { value: false, label: t('oa.temporary') },
              ]}
            />
          </Form.Item>
        )}
        <Form.Item name="channel_code_id" label={t('oa.code')} extra={t('oa.codeHint')}>
          <CodeSelect label={t('oa.code')} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
