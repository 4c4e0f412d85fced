import { Form, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSaveFailed } from '@/ui/save'
import { useRenewCodes } from '../queries'
import { CodeField } from './CodeField'
import { RecoveryCodes } from './RecoveryCodes'

/** New recovery codes; the old ones end. */
export function CodesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const renew = useRenewCodes()
  const [form] = Form.useForm<{ code: string }>()
  return (
    <Modal
      open
      title={t('access.newCodes')}
      okText={renew.data ? t('access.codesKept') : t('common.next')}
      onOk={renew.data ? onClose : form.submit}
      onCancel={onClose}
      confirmLoading={renew.isPending}
    >
      {renew.data ? (
        <RecoveryCodes codes={renew.data.codes} />
      ) : (
        <Form
          form={form}
          layout="vertical"
          onFinish={({ code }) => renew.mutate(code.replaceAll(' ', ''), { onError: (e) => failed(e, form) })}
        >
          <p className="muted">{t('access.newCodesText')}</p>
          <CodeField autoFocus />
        </Form>
      )}
    </Modal>
  )
}
