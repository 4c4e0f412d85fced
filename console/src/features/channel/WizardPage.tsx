import { Alert, Button, Form, Input, Steps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTypedForm } from '@/ui/edit/useTypedForm'
import { Card, PageHead } from '@/ui/Page'
import { useStepFocus } from '@/ui/page/useStepFocus'
import { useSaveFailed } from '@/ui/save'
import { GoButton } from '@/ui/url'
import { CallbackValues } from './parts/CallbackValues'
import { Checks } from './parts/Checks'
import { SyncPanel } from './parts/SyncPanel'
import {
  type ConnectionInput,
  useCheckConnection,
  useConnection,
  useCreateConnection,
  useTryConnection,
} from './queries'

const FIRST = ['name', 'corp_id'] as const

export default function WizardPage() {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const [form] = Form.useForm<ConnectionInput>()
  const { settled } = useTypedForm(form, {})
  const [step, setStep] = useState(0)
  const box = useStepFocus(step)
  const probe = useTryConnection()
  const create = useCreateConnection()
  const check = useCheckConnection()
  const created = useConnection(create.data?.id, step === 2)
  const connection = created.data ?? create.data
  const verified = Boolean(connection?.callback_verified_at)
  const next = () =>
    form.validateFields([...FIRST]).then(
      () => setStep(1),
      () => {},
    )
  const test = async () => {
    try {
      const values = await form.validateFields()
      const { name: _, login_url: __, ...body } = { ...values }
      probe.mutate(body, { onError: (e) => failed(e, form) })
    } catch {
      // the fields tell what is missing
    }
  }
  const save = async () => {
    try {
      const values = form.getFieldsValue(true) as ConnectionInput
      const made = await create.mutateAsync(values)
      settled(values)
      setStep(2)
      check.mutate(made.id)
    } catch (e) {
      failed(e, form)
    }
  }
  const recheck = () => connection && check.mutate(connection.id, { onError: (e) => failed(e) })
  const need = (name: string) => [{ required: true, message: t('common.required', { name }) }]
  const changed = () => {
    if (probe.data || probe.error) probe.reset()
  }
  return (
    <div className="page narrow">
      <PageHead title={t('channel.connect')} back="/settings/connections" />
      <Card>
        <Steps
          current={step}
          items={(['step_corp', 'step_app', 'step_callback', 'step_check', 'step_sync'] as const).map((key) => ({
            title: t(`channel.${key}`),
          }))}
        />
      </Card>
      <div ref={box} className="contents">
        <Form form={form} layout="vertical" onValuesChange={changed} style={{ display: step > 1 ? 'none' : undefined }}>
          <div style={{ display: step === 0 ? undefined : 'none' }}>
            <Card>
              <Form.Item
                name="name"
                label={t('channel.name')}
                extra={t('channel.nameHint')}
                rules={need(t('channel.name'))}
              >
                <Input autoFocus maxLength={60} />
              </Form.Item>
              <Form.Item
                name="corp_id"
                label={t('channel.corpId')}
                extra={t('channel.corpIdHint')}
                rules={[...need(t('channel.corpId')), { pattern: /^\S+$/, message: t('channel.noSpaces') }]}
              >
                <Input placeholder="ww…" />
              </Form.Item>
              <Button type="primary" onClick={() => void next()}>
                {t('common.next')}
              </Button>
            </Card>
          </div>
          <div style={{ display: step === 1 ? undefined : 'none' }}>
            <Card>
              <div className="cols two">
                <Form.Item
                  name="agent_id"
                  label={t('channel.agentId')}
                  extra={t('channel.agentIdHint')}
                  rules={
                    step === 1
                      ? [...need(t('channel.agentId')), { pattern: /^\d+$/, message: t('channel.digitsOnly') }]
                      : []
                  }
                >
                  <Input placeholder="1000002" />
                </Form.Item>
                <Form.Item
                  name="app_secret"
                  label={t('channel.appSecret')}
                  extra={t('channel.appSecretHint')}
                  rules={step === 1 ? need(t('channel.appSecret')) : []}
                >
                  <Input.Password autoComplete="off" />
                </Form.Item>
                <Form.Item
                  name="contact_secret"
                  label={`${t('channel.contactSecret')} (${t('common.optional')})`}
                  extra={t('channel.contactSecretHint')}
                >
                  <Input.Password autoComplete="off" />
                </Form.Item>
                <Form.Item
                  name="base_url"
                  label={`${t('channel.baseUrl')} (${t('common.optional')})`}
                  extra={t('channel.baseUrlHint')}
                >
                  <Input placeholder="https://qyapi.weixin.qq.com" />
                </Form.Item>
              </div>
              {probe.data && (
                <div className="stack" style={{ marginBottom: 16 }} role="status">
                  <Checks checks={probe.data.checks} />
                  {!probe.data.corp_ok && <Alert type="warning" showIcon title={t('channel.fixFirst')} />}
                </div>
              )}
              <div className="row">
                <Button onClick={() => setStep(0)}>{t('common.previous')}</Button>
                <span className="grow" />
                <Button
                  type={probe.data?.corp_ok ? 'default' : 'primary'}
                  loading={probe.isPending}
                  onClick={() => void test()}
                >
                  {t('channel.test')}
                </Button>
                {probe.data?.corp_ok && (
                  <Button type="primary" loading={create.isPending} onClick={() => void save()}>
                    {t('channel.saveNext')}
                  </Button>
                )}
              </div>
            </Card>
          </div>
        </Form>
        {step === 2 && connection && (
          <Card title={t('channel.step_callback')}>
            <CallbackValues connection={connection} />
            <div className="row" style={{ marginTop: 16 }}>
              <span className="muted grow">{verified ? '' : t('channel.maySkip')}</span>
              <Button
                type="primary"
                onClick={() => {
                  recheck()
                  setStep(3)
                }}
              >
                {verified ? t('common.next') : t('channel.skip')}
              </Button>
            </div>
          </Card>
        )}
        {step === 3 && (
          <Card title={t('channel.step_check')}>
            {check.data ? <Checks checks={check.data.checks} /> : <p className="muted">{t('channel.checking')}</p>}
            <div className="row" style={{ marginTop: 16 }}>
              <Button onClick={() => setStep(2)}>{t('common.previous')}</Button>
              <span className="grow" />
              <Button loading={check.isPending} onClick={recheck}>
                {t('channel.again')}
              </Button>
              <Button type="primary" onClick={() => setStep(4)}>
                {t('common.next')}
              </Button>
            </div>
          </Card>
        )}
        {step === 4 && connection && (
          <Card title={t('channel.step_sync')}>
            <p className="muted" style={{ marginBottom: 12 }}>
              {t('channel.syncHint')}
            </p>
            <SyncPanel connection={connection} primary />
            <div className="row end">
              <GoButton to={`/settings/connections/${connection.id}`}>{t('common.done')}</GoButton>
            </div>
          </Card>
        )}
      </div>
    </div>
  )
}
