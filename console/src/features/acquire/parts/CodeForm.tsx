import { App, Button, DatePicker, Form, Input, Radio, Select, Switch } from 'antd'
import { Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { useDraft } from '@/pickers/draft/useDraft'
import { StaffPicker } from '@/pickers/StaffPicker'
import { TagPicker } from '@/pickers/TagPicker'
import { useRevision } from '@/ui/edit/useRevision'
import { dateOnly, dateTime } from '@/ui/format'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useSaveFailed } from '@/ui/save'
import { GoButton, useGo } from '@/ui/url'
import { ALLOCATIONS, bodyOf, newCode, REMARK_VARIABLES, remarkPreview } from '../code'
import { keptOf, momentsOf, type Values, valuesOf } from '../formValues'
import { type Code, useCodeGroups, useSaveCode } from '../queries'
import { StaffShares } from './StaffShares'
import { WelcomeCard } from './WelcomeCard'

const SlotsEditor = lazy(() => import('./SlotsEditor'))

type Props = { title: string; code?: Code; reload?: () => Promise<{ data?: Code; error?: unknown }> }

export function CodeForm({ title, code, reload }: Props) {
  const { t } = useTranslation()
  const word = useWord()
  const go = useGo()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const groups = useCodeGroups()
  const save = useSaveCode()
  const [form] = Form.useForm<Values>()
  const [revision, conflict] = useRevision(code, reload)
  const values = Form.useWatch([], form) as Values | undefined
  const draft = useDraft<Partial<Code>>(code ? `code.${code.id}` : 'code.new', code?.revision, (kept) =>
    form.setFieldsValue(valuesOf(kept)),
  )
  const back = code ? `/channel-codes/${code.id}` : '/channel-codes'
  const take = (latest: Code) => {
    form.setFieldsValue(valuesOf(latest))
    draft.drop()
  }
  const submit = (v: Values) => {
    const body = bodyOf({ ...v, ...momentsOf(v.validity) })
    save.mutate(
      { ...body, id: code?.id, revision: revision.current },
      {
        onSuccess: (saved) => {
          void message.success(t('acquire.savedHint'))
          draft.drop()
          go(`/channel-codes/${saved.id}`)
        },
        onError: (e) => failed(e, form, conflict(take, form.submit)),
      },
    )
  }
  useEffect(() => {
    const keys = (e: KeyboardEvent) => {
      if (!(e.ctrlKey || e.metaKey) || e.key.toLowerCase() !== 's') return
      e.preventDefault()
      form.submit()
    }
    window.addEventListener('keydown', keys)
    return () => window.removeEventListener('keydown', keys)
  }, [form])
  const staff = values?.staff ?? []
  const remark = remarkPreview(values?.remark_pattern ?? '', {
    name: t('reach.sampleName'),
    date: dateOnly(new Date()),
    channel: values?.name ?? '',
  })
  return (
    <div className="page narrow">
      <PageHead title={title} sub={code && t('common.lastChanged', { at: dateTime(code.updated_at) })} back={back} />
      <Form
        form={form}
        layout="vertical"
        scrollToFirstError
        initialValues={valuesOf(code ?? newCode)}
        onFinish={submit}
        onValuesChange={(_, all) => draft.keep(keptOf(all as Values))}
      >
        <div className="stack">
          {draft.offer}
          <Card title={t('acquire.basic')}>
            <div className="cols two">
              <Form.Item name="name" label={t('acquire.name')} rules={[{ required: true, max: 60 }]}>
                <Input placeholder={t('acquire.namePlaceholder')} autoFocus={!code} />
              </Form.Item>
              <Form.Item name="group_id" label={t('acquire.group')}>
                <Select allowClear options={(groups.data?.items ?? []).map((g) => ({ value: g.id, label: g.name }))} />
              </Form.Item>
              <Form.Item name="medium" label={t('acquire.medium')} extra={t('acquire.mediumHint')}>
                <Input />
              </Form.Item>
              <Form.Item name="validity" label={t('acquire.validity')} extra={t('acquire.validityHint')}>
                <DatePicker.RangePicker
                  aria-label={t('acquire.validity')}
                  showTime={{ format: 'HH:mm' }}
                  format={['YYYY-MM-DD HH:mm', 'YYYY-MM-DD']}
                  needConfirm={false}
                  allowEmpty={[true, true]}
                  style={{ width: '100%' }}
                />
              </Form.Item>
            </div>
          </Card>
          <Card title={t('acquire.reception')}>
            <Form.Item
              name="staff"
              label={t('acquire.staff')}
              required
              rules={[
                {
                  validator: (_, v: unknown[]) =>
                    (v?.length ?? 0) > 0 || (values?.slots?.length ?? 0) > 0
                      ? Promise.resolve()
                      : Promise.reject(new Error(t('acquire.staffMissing'))),
                },
              ]}
            >
              <StaffShares weighted={values?.allocation === 'weighted'} />
            </Form.Item>
            <Form.Item name="allocation" label={t('acquire.allocation')}>
              <Radio.Group options={ALLOCATIONS.map((a) => ({ value: a, label: word('allocation', a) }))} />
            </Form.Item>
            <Suspense>
              <Form.Item name="slots" label={t('acquire.slots')} extra={t('acquire.slotsHint')}>
                <SlotsEditor weighted={values?.allocation === 'weighted'} />
              </Form.Item>
            </Suspense>
            <Form.Item name="backup_staff_ids" label={t('acquire.backup')} extra={t('acquire.backupHint')}>
              <StaffPicker label={t('acquire.backup')} without={staff.map((s) => s.staff_id)} />
            </Form.Item>
            <Form.Item
              name="skip_verify"
              label={t('acquire.skipVerify')}
              valuePropName="checked"
              extra={t('acquire.skipVerifyHint')}
            >
              <Switch />
            </Form.Item>
          </Card>
          <Card title={t('acquire.onAdd')}>
            <div className="cols two">
              <Form.Item name="tag_ids" label={t('acquire.tags')}>
                <TagPicker multiple label={t('acquire.tags')} />
              </Form.Item>
              <Form.Item
                name="remark_pattern"
                label={t('acquire.remark')}
                extra={
                  <span className="row">
                    {REMARK_VARIABLES.map((v) => (
                      <Button
                        key={v}
                        size="small"
                        title={`{${v}}`}
                        onClick={() => {
                          form.setFieldValue('remark_pattern', `${form.getFieldValue('remark_pattern') ?? ''}{${v}}`)
                          draft.keep(keptOf(form.getFieldsValue() as Values))
                        }}
                      >
                        {t(`pick.variable.${v}`)}
                      </Button>
                    ))}
                    {remark.text && (
                      <span>
                        {t('acquire.remarkPreview', { text: remark.text })}
                        {remark.cut && <span className="warn"> · {t('acquire.remarkCut')}</span>}
                      </span>
                    )}
                  </span>
                }
              >
                <Input placeholder="{客户昵称}-{渠道}" />
              </Form.Item>
            </div>
          </Card>
          <WelcomeCard mode={values?.welcome_mode} welcome={values?.welcome} staffName={staff[0]?.name} />
          <div className="savebar">
            <span className="muted grow">
              {draft.isChanged ? (
                `${t('acquire.unsaved')} ${draft.note}`
              ) : (
                <span className="with-keys">{t('acquire.saveHint')}</span>
              )}
            </span>
            <GoButton to={back}>{t('common.cancel')}</GoButton>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {t('common.save')}
            </Button>
          </div>
        </div>
      </Form>
    </div>
  )
}
