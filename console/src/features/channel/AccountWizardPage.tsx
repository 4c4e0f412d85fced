import { Alert, Button, Form, Input, Segmented, Steps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { useTypedForm } from '@/ui/edit/useTypedForm'
import { Card, PageHead } from '@/ui/Page'
import { useStepFocus } from '@/ui/page/useStepFocus'
import { useSaveFailed } from '@/ui/save'
import { GoButton } from '@/ui/url'
import { CallbackValues } from './parts/CallbackValues'
import { Checks } from './parts/Checks'
import {
  type ConnectionInput,
  useCheckConnection,
  useConnection,
  useCreateConnection,
  useTryConnection,
} from './queries'

const FIRST: Partial<ConnectionInput> = { kind: 'oa' }

/** An official account or a mini program: its credentials tried, then stored, then its callback. */
export default function AccountWizardPage() {
  const { t } = useTranslation()
  const word = useWord()
  const failed = useSaveFailed()
  const [form] = Form.useForm<ConnectionInput>()
  const { settled } = useTypedForm(form, FIRST)
  const [step, setStep] = useState(0)
  const box = useStepFocus(step)
  const probe = useTryConnection()
  const create = useCreateConnection()
  const check = useCheckConnection()
  const created = useConnection(create.data?.id, step === 1)
  const connection = created.data ?? create.data
  const verified = Boolean(connection?.callback_verified_at)
  const need = (name: string) => [{ required: true, message: t('common.required', { name }) }]
  const test = async () => {
    try {
      const { name: _, ...body } = await form.validateFields()
      probe.mutate(body, { onError: (e) => failed(e, form) })
    } catch {
      // the fields tell what is missing
    }
  }
  const save = async () => {
    try {
      const values = form.getFieldsValue(true) as ConnectionInput
      await create.mutateAsync(values)
      settled(values)
      setStep(1)
    } catch (e) {
      failed(e, form)
    }
  }
  const ok = probe.data?.corp_ok
  return (
    <div className="page narrow">
      <PageHead title={t('channel.connectAccount')} back="/settings/connections" />
      <Card>
        <Steps
          current={step}
          items={(['step_app', 'step_callback', 'step_check'] as const).map((key) => ({ title: t(`channel.${key}`) }))}
        />
      </Card>
      <div ref={box} className="contents">
        {step === 0 && (
          <Form
            form={form}
            layout="vertical"
            initialValues={FIRST}
            onValuesChange={() => (probe.data || probe.error) && probe.reset()}
          >
            <Card>
              <Form.Item name="kind" label={t('channel.kind')}>
                <Segmented
                  options={[
                    { value: 'oa', label: word('connection_kind', 'oa') },
                    { value: 'mini_program', label: word('connection_kind', 'mini_program') },
                  ]}
                />
              </Form.Item>
              <div className="cols two">
                <Form.Item name="name" label={t('channel.name')} rules={need(t('channel.name'))}>
                  <Input autoFocus maxLength={60} />
                </Form.Item>
                <Form.Item
                  name="corp_id"
                  label={t('channel.appId')}
                  extra={t('channel.appIdHint')}
                  rules={[...need(t('channel.appId')), { pattern: /^\S+$/, message: t('channel.noSpaces') }]}
                >
                  <Input placeholder="wx…" />
                </Form.Item>
                <Form.Item
                  name="app_secret"
                  label={t('channel.accountSecret')}
                  extra={t('channel.accountSecretHint')}
                  rules={need(t('channel.accountSecret'))}
                >
                  <Input.Password autoComplete="off" />
                </Form.Item>
                <Form.Item name="token" label={`Token (${t('common.optional')})`} extra={t('channel.tokenHint')}>
                  <Input maxLength={32} />
                </Form.Item>
                <Form.Item
                  name="aes_key"
                  label={`EncodingAESKey (${t('common.optional')})`}
                  extra={t('channel.tokenHint')}
                >
                  <Input maxLength={43} />
                </Form.Item>
                <Form.Item
                  name="base_url"
                  label={`${t('channel.baseUrl')} (${t('common.optional')})`}
                  extra={t('channel.baseUrlHint')}
                >
                  <Input placeholder="https://api.weixin.qq.com" />
                </Form.Item>
              </div>
              {probe.data && (
                <div className="stack" style={{ marginBottom: 16 }} role="status">
                  <Checks checks={probe.data.checks} />
                  {!ok && <Alert type="warning" showIcon title={t('channel.fixFirst')} />}
                </div>
              )}
              <div className="row end">
                <Button type={ok ? 'default' : 'primary'} loading={probe.isPending} onClick={() => void test()}>
                  {t('channel.test')}
                </Button>
                {ok && (
                  <Button type="primary" loading={create.isPending} onClick={() => void save()}>
                    {t('channel.saveNext')}
                  </Button>
                )}
              </div>
            </Card>
          </Form>
        )}
        {step === 1 && connection && (
          <Card title={t('channel.step_callback')}>
            <CallbackValues connection={connection} />
            <div className="row" style={{ marginTop: 16 }}>
              <span className="muted grow">{verified ? '' : t('channel.maySkip')}</span>
              <Button
                type="primary"
                onClick={() => {
                  check.mutate(connection.id, { onError: (e) => failed(e) })
                  setStep(2)
                }}
              >
                {verified ? t('common.next') : t('channel.skip')}
              </Button>
            </div>
          </Card>
        )}
        {step === 2 && connection && (
          <Card title={t('channel.step_check')}>
            {check.data ? <Checks checks={check.data.checks} /> : <p className="muted">{t('channel.checking')}</p>}
            <p className="muted" style={{ marginTop: 12 }}>
              {t('channel.accountDone')}
            </p>
            <div className="row end">
              <GoButton to={`/settings/connections/${connection.id}`}>{t('channel.connection')}</GoButton>
              <GoButton type="primary" to={connection.kind === 'oa' ? '/official-accounts' : '/settings/connections'}>
                {t('common.done')}
              </GoButton>
            </div>
          </Card>
        )}
      </div>
    </div>
  )
}
