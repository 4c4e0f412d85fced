import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, Radio, Switch, TreeSelect } from 'antd'
import { Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { useWord } from '@/i18n'
import { useDraft } from '@/pickers/draft/useDraft'
import MessageEditor from '@/pickers/MessageEditor'
import { bubblesOf, emptyMessage, messageProblem } from '@/pickers/message'
import { useDepartments } from '@/pickers/queries'
import { StaffPicker } from '@/pickers/StaffPicker'
import { WeekStrip, WindowInput } from '@/pickers/Week'
import { useRevision } from '@/ui/edit/useRevision'
import { Loading } from '@/ui/Feedback'
import { dateTime } from '@/ui/format'
import { Card, PageHead } from '@/ui/Page'
import { PhoneFrame } from '@/ui/PhoneFrame'
import { lazy } from '@/ui/page/lazy'
import { useSaveFailed } from '@/ui/save'
import { GoButton, useGo } from '@/ui/url'
import { OPEN_SCOPES, policyBody } from '../policy'
import { type Policy, useSavePolicy } from '../queries'

const Simulator = lazy(() => import('./Simulator'))

type Values = Partial<Policy>

function WindowsInput({
  value = [],
  onChange,
}: {
  id?: string
  value?: Schemas['Window'][]
  onChange?: (w: Schemas['Window'][]) => void
}) {
  const { t } = useTranslation()
  return (
    <div className="stack">
      {value.map((w, i) => (
        <div key={i} className="row">
          <WindowInput value={w} onChange={(next) => onChange?.(value.map((x, j) => (j === i ? next : x)))} />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('common.delete')}
            onClick={() => onChange?.(value.filter((_, j) => j !== i))}
          />
        </div>
      ))}
      <div>
        <Button
          icon={<PlusOutlined />}
          onClick={() => onChange?.([...value, { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', until: '08:00' }])}
        >
          {t('reach.addWindow')}
        </Button>
      </div>
      {value.length > 0 && <WeekStrip windows={value} label={t('reach.windows')} />}
    </div>
  )
}

export function PolicyForm({
  title,
  policy,
  reload,
}: {
  title: string
  policy?: Policy
  reload?: () => Promise<{ data?: Policy; error?: unknown }>
}) {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  const go = useGo()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const departments = useDepartments()
  const save = useSavePolicy()
  const [form] = Form.useForm<Values>()
  const [revision, conflict] = useRevision(policy, reload)
  const [trying, setTrying] = useState(false)
  const values = Form.useWatch([], form) as Values | undefined
  const draft = useDraft<Values>(policy ? `policy.${policy.id}` : 'policy.new', policy?.revision, (kept) =>
    form.setFieldsValue(kept),
  )
  const tree = useMemo(
    () => (departments.data?.items ?? []).map((d) => ({ id: d.id, pId: d.parent_id ?? 0, value: d.id, title: d.name })),
    [departments.data],
  )
  const take = (latest: Policy) => {
    form.setFieldsValue(latest)
    draft.drop()
  }
  const submit = (v: Values) =>
    save.mutate(
      { ...policyBody(v), id: policy?.id, revision: revision.current },
      {
        onSuccess: () => {
          void message.success(t('common.saved'))
          draft.drop()
          go('/welcome-policies')
        },
        onError: (e) => failed(e, form, conflict(take, form.submit)),
      },
    )
  const needed = (name: string) => [{ required: true, message: t('common.required', { name }) }]
  const shown = values?.message ?? emptyMessage
  return (
    <div className="page narrow">
      <PageHead
        title={title}
        sub={policy && t('common.lastChanged', { at: dateTime(policy.updated_at) })}
        back="/welcome-policies"
      />
      <Form
        form={form}
        layout="vertical"
        scrollToFirstError
        disabled={!can('welcome.write')}
        initialValues={
          policy ?? {
            scope: 'default',
            staff_ids: [],
            department_ids: [],
            windows: [],
            message: emptyMessage,
            is_enabled: true,
          }
        }
        onFinish={submit}
        onValuesChange={(_, all) => draft.keep(all as Values)}
      >
        <div className="stack">
          {draft.offer}
          <Card title={t('reach.whom')}>
            <div className="cols two">
              <Form.Item name="name" label={t('common.name')} rules={[{ required: true, max: 60 }]}>
                <Input autoFocus={!policy} />
              </Form.Item>
              <Form.Item name="is_enabled" label={t('common.enabled')} valuePropName="checked">
                <Switch />
              </Form.Item>
            </div>
            <Form.Item
              name="scope"
              label={t('reach.scope')}
              extra={t(`reach.scopeHint_${values?.scope && values.scope !== 'code' ? values.scope : 'default'}`)}
            >
              <Radio.Group options={OPEN_SCOPES.map((s) => ({ value: s, label: word('scope', s) }))} />
            </Form.Item>
            {values?.scope === 'staff' && (
              <Form.Item name="staff_ids" label={t('reach.staff')} rules={needed(t('reach.staff'))}>
                <StaffPicker label={t('reach.staff')} />
              </Form.Item>
            )}
            {values?.scope === 'department' && (
              <Form.Item name="department_ids" label={t('org.departments')} rules={needed(t('org.departments'))}>
                <TreeSelect multiple treeDataSimpleMode treeData={tree} treeDefaultExpandAll />
              </Form.Item>
            )}
            <Form.Item
              name="windows"
              label={t('reach.windows')}
              extra={t('reach.windowsHint')}
              rules={values?.scope === 'slot' ? needed(t('reach.windows')) : []}
            >
              <WindowsInput />
            </Form.Item>
          </Card>
          <Card title={t('reach.message')}>
            <div className="row top" style={{ gap: 24 }}>
              <div className="grow" style={{ minWidth: 'min(320px, 100%)' }}>
                <Form.Item
                  name="message"
                  rules={[
                    {
                      validator: (_, m) => {
                        const problem = messageProblem(m)
                        return problem ? Promise.reject(new Error(t(`pick.${problem}`))) : Promise.resolve()
                      },
                    },
                  ]}
                >
                  <MessageEditor label={t('reach.message')} />
                </Form.Item>
              </div>
              <PhoneFrame
                label={t('reach.preview')}
                title={t('reach.sampleStaff')}
                empty={t('reach.previewEmpty')}
                bubbles={bubblesOf(shown, {
                  客户昵称: t('reach.sampleName'),
                  员工姓名: t('reach.sampleStaff'),
                  门店: t('reach.sampleStore'),
                })}
              />
            </div>
          </Card>
          <div className="savebar">
            <Button onClick={() => setTrying(!trying)} aria-expanded={trying}>
              {t('reach.simulate')}
            </Button>
            <span className="grow" />
            <GoButton to="/welcome-policies">{t('common.cancel')}</GoButton>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {t('common.save')}
            </Button>
          </div>
        </div>
      </Form>
      {trying && (
        <Suspense fallback={<Loading />}>
          <Simulator message={shown} />
        </Suspense>
      )}
    </div>
  )
}
