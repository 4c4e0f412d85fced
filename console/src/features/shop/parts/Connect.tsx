import { Alert, Button, Form, Modal, Radio, Steps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonText, useWord } from '@/i18n'
import { useSaveFailed } from '@/ui/save'
import { useGo } from '@/ui/url'
import { PLATFORMS, type Platform } from '../platforms'
import { type Shop, type ShopInput, useCheckShop, useCreateShop } from '../queries'
import { CallbackKeys } from './CallbackKeys'
import { ShopFields } from './ShopFields'

/** Platform, credentials, what to paste there: and whether it works, in plain words. */
export default function Connect({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const word = useWord()
  const go = useGo()
  const failed = useSaveFailed()
  const create = useCreateShop()
  const check = useCheckShop()
  const [form] = Form.useForm<ShopInput>()
  const [platform, setPlatform] = useState<Platform>('generic')
  const [step, setStep] = useState(0)
  const made: Shop | undefined = check.data ?? create.data
  const save = (values: ShopInput) =>
    create.mutate(
      { ...values, platform },
      {
        onSuccess: (shop) => {
          setStep(2)
          if (shop.can_pull) check.mutate(shop.id, { onError: (e) => failed(e) })
        },
        onError: (e) => failed(e, form),
      },
    )
  const buttons = [
    <Button key="next" type="primary" onClick={() => setStep(1)}>
      {t('common.next')}
    </Button>,
    <span key="save" className="row" style={{ justifyContent: 'flex-end' }}>
      <Button onClick={() => setStep(0)}>{t('common.previous')}</Button>
      <Button type="primary" loading={create.isPending} onClick={form.submit}>
        {t('shop.connect')}
      </Button>
    </span>,
    <Button key="done" type="primary" onClick={() => (made ? go(`/settings/shops/${made.id}`) : onClose())}>
      {t('common.done')}
    </Button>,
  ]
  return (
    <Modal open title={t('shop.connect')} onCancel={onClose} width={640} footer={buttons[step]}>
      <div className="stack">
        <Steps
          size="small"
          current={step}
          items={[t('shop.stepPlatform'), t('shop.stepKeys'), t('shop.stepDone')].map((title) => ({ title }))}
        />
        {step === 0 && (
          <Radio.Group
            aria-label={t('shop.platform')}
            value={platform}
            onChange={(e) => setPlatform(e.target.value as Platform)}
            className="stack tight"
          >
            {PLATFORMS.map((p) => (
              <Radio key={p} value={p}>
                {word('shop_platform', p)}
                <span className="muted"> · {t(`shop.about_${p}`)}</span>
              </Radio>
            ))}
          </Radio.Group>
        )}
        {step === 1 && (
          <Form form={form} layout="vertical" onFinish={save}>
            <ShopFields platform={platform} isNew />
          </Form>
        )}
        {step === 2 && made && (
          <>
            {check.isPending && <Alert type="info" showIcon title={t('shop.checking')} />}
            {check.data &&
              (check.data.health === 'good' ? (
                <Alert type="success" showIcon title={t('shop.works')} />
              ) : (
                <Alert
                  type="error"
                  showIcon
                  title={reasonText(check.data.health_reason)}
                  description={check.data.health_detail || undefined}
                />
              ))}
            {made.callback_url && <p>{t('shop.pasteHint')}</p>}
            <CallbackKeys shop={made} />
          </>
        )}
      </div>
    </Modal>
  )
}
