import { Form, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useSaveFailed } from '@/ui/save'
import { useDisableTotp } from '../queries'
import { CodeField } from './CodeField'
import { Himself } from './Himself'

export function TotpDisableDialog({ state, onClose }: { state: Schemas['TotpState']; onClose: () => void }) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const disable = useDisableTotp()
  const [form] = Form.useForm<{ password?: string; code: string }>()
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
        <Himself state={state} then="disable" />
        <CodeField />
      </Form>
    </Modal>
  )
}
