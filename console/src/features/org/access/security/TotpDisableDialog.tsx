import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSaveFailed } from '@/ui/save'
import { useDisableTotp } from '../queries'
import { CodeField } from './CodeField'

export function TotpDisableDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const disable = useDisableTotp()
  const [form] = Form.useForm<{ password: string; code: string }>()
  return (
    <Modal
      open
      title={t('access.totpDisable')}
      okText={t('access.totpDisableOk')}
      okButtonProps={{ danger: true }}
      onOk={form.submit}
      onCancel={onClose}
      confirmLoading={disable.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={({ password, code }) =>
          disable.mutate(
            { password, code: code.replaceAll(' ', '') },
            { onSuccess: onClose, onError: (e) => failed(e, form) },
          )
        }
      >
        <p className="muted">{t('access.totpDisableText')}</p>
        <Form.Item name="password" label={t('app.oldPassword')} rules={[{ required: true }]}>
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        <CodeField />
      </Form>
    </Modal>
  )
}
