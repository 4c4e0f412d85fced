import { Button, Form, Modal, Steps } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { CopyButton } from '@/ui/Feedback'
import { useSaveFailed } from '@/ui/save'
import { useConfirmTotp, useEnrolTotp } from '../queries'
import { CodeField } from './CodeField'
import { Himself } from './Himself'
import { RecoveryCodes } from './RecoveryCodes'

/** Password or WeCom, picture and first code, then the recovery codes. */
export function TotpEnrolDialog({ state, onClose }: { state: Schemas['TotpState']; onClose: () => void }) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const enrol = useEnrolTotp()
  const confirm = useConfirmTotp()
  const [passwordForm] = Form.useForm<{ password?: string }>()
  const [codeForm] = Form.useForm<{ code: string }>()
  const step = confirm.data ? 2 : enrol.data ? 1 : 0
  const next = step === 0 ? passwordForm.submit : step === 1 ? codeForm.submit : onClose
  return (
    <Modal
      open
      width={560}
      title={t('access.totpEnable')}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={[
        step < 2 && (
          <Button key="no" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        ),
        <Button key="yes" type="primary" loading={enrol.isPending || confirm.isPending} onClick={next}>
          {step === 2 ? t('access.codesKept') : t('common.next')}
        </Button>,
      ]}
    >
      <div className="stack">
        <Steps
          size="small"
          current={step}
          items={[
            { title: t('access.stepPassword') },
            { title: t('access.stepScan') },
            { title: t('access.stepCodes') },
          ]}
        />
        {step === 0 && (
          <Form
            form={passwordForm}
            layout="vertical"
            onFinish={({ password }) => enrol.mutate(password, { onError: (e) => failed(e, passwordForm) })}
          >
            <Himself state={state} then="enrol" />
          </Form>
        )}
        {step === 1 && enrol.data && (
          <>
            <p>{t('access.scanText')}</p>
            <img
              className="totp-qr"
              alt={t('access.scanAlt')}
              src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(enrol.data.qr_svg)}`}
            />
            <div className="row">
              <span className="muted">{t('access.secret')}</span>
              <code className="mono">{enrol.data.secret}</code>
              <CopyButton text={enrol.data.secret} name={t('access.secret')} />
            </div>
            <Form
              form={codeForm}
              layout="vertical"
              onFinish={({ code }) => confirm.mutate(code.replaceAll(' ', ''), { onError: (e) => failed(e, codeForm) })}
            >
              <CodeField autoFocus />
            </Form>
          </>
        )}
        {step === 2 && confirm.data && <RecoveryCodes codes={confirm.data.codes} />}
      </div>
    </Modal>
  )
}
