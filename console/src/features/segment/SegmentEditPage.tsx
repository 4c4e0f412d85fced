import { useParams } from '@tanstack/react-router'
import { Alert, App, Button, Form, Input, InputNumber, Radio, Switch } from 'antd'
import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { conditionsOf, isWhole, ruleOf } from '@/pickers/rule/rule'
import { useRevision } from '@/ui/edit/useRevision'
import { useTypedForm } from '@/ui/edit/useTypedForm'
import { Loading } from '@/ui/Feedback'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { PageAwait } from '@/ui/page/PageAwait'
import { useSaveFailed } from '@/ui/save'
import { useBack, useReplace } from '@/ui/url'
import { useTexts } from './parts/texts'
import { documentOf, type Segment, type SegmentDraft, useSave, useSegment } from './queries'
import './segment.css'

const PreviewCard = lazy(() => import('./parts/PreviewCard'))
const RuleEditor = lazy(() => import('./parts/RuleEditor'))

const NEW: Values = { kind: 'live', priority: 1, every_hours: 24, tells: false, name: '', pool: '' }
const FIRST = ruleOf({ all: true, items: [{ kind: 'value', name: 'is_active', op: '==', value: true }] })
type Values = Omit<SegmentDraft, 'rule' | 'revision'>

/** Whether two texts are the same rule, however they are spaced. */
const isSameRule = (one: string, other: string) =>
  one === other || JSON.stringify(documentOf(one) ?? one) === JSON.stringify(documentOf(other) ?? other)

/** The rule as soon as it has stood still for a moment. */
function useSettled(rule: string): string | null {
  const [settled, setSettled] = useState<string | null>(null)
  useEffect(() => {
    const conditions = conditionsOf(rule)
    const ready = conditions ? isWhole(conditions) : documentOf(rule) !== null
    const timer = setTimeout(() => setSettled(ready ? rule : null), 250)
    return () => clearTimeout(timer)
  }, [rule])
  return settled
}

type EditorProps = { segment?: Segment; refetch?: () => Promise<{ data?: Segment; error?: unknown }> }

function Editor({ segment, refetch }: EditorProps) {
  const w = useTexts()
  const { t } = useTranslation()
  const { message } = App.useApp()
  const back = useBack('/segments')
  const replace = useReplace()
  const failed = useSaveFailed()
  const save = useSave()
  const [revision, conflict] = useRevision(segment, refetch)
  const [form] = Form.useForm<Values>()
  const [rule, setRule] = useState(() => (segment ? JSON.stringify(segment.rule) : FIRST))
  const [begun, setBegun] = useState(rule)
  const first = segment ?? NEW
  const typed = useTypedForm<Values>(form, first, { isOther: !isSameRule(rule, begun) })
  const kind = Form.useWatch('kind', form) ?? segment?.kind ?? 'live'
  const pool = Form.useWatch('pool', form) ?? segment?.pool
  const settled = useSettled(rule)
  const take = (latest: Segment) => {
    form.setFieldsValue(latest)
    setRule(JSON.stringify(latest.rule))
    setBegun(JSON.stringify(latest.rule))
    typed.settled(latest)
  }
  const finish = (values: Values) =>
    save.mutate(
      {
        id: segment?.id,
        body: {
          ...values,
          rule: documentOf(rule),
          priority: values.priority ?? 0,
          every_hours: values.every_hours ?? 0,
          revision: revision.current ?? 0,
        },
      },
      {
        onSuccess: (saved) => {
          void message.success(w.saved)
          typed.settled(values)
          setBegun(rule)
          replace(`/segments/${saved.id}`)
        },
        onError: (e) => failed(e, form, conflict(take, form.submit)),
      },
    )
  return (
    <div className="page">
      <PageHead
        title={segment ? w.editTitle : w.add}
        {...back}
        extra={
          <Button type="primary" loading={save.isPending} disabled={settled === null} onClick={form.submit}>
            {t('common.save')}
          </Button>
        }
      />
      <div className="segment-columns">
        <div className="stack">
          <Card title={w.rule}>
            {segment?.origin != null && <Alert type="info" showIcon title={w.ofPeople} style={{ marginBottom: 12 }} />}
            <Suspense fallback={<Loading rows={3} />}>
              <RuleEditor rule={rule} own={segment?.id} onChange={setRule} />
            </Suspense>
          </Card>
          <Card>
            <Form form={form} layout="vertical" initialValues={first} onFinish={finish}>
              <Form.Item name="name" label={w.name} rules={[{ required: true, max: 60, whitespace: true }]}>
                <Input placeholder={w.namePlaceholder} />
              </Form.Item>
              <Form.Item name="kind" label={w.kind} extra={w.kindHint[kind]}>
                <Radio.Group
                  options={(['live', 'fixed', 'scheduled'] as const).map((k) => ({ value: k, label: w.kindOf[k] }))}
                />
              </Form.Item>
              {kind === 'scheduled' && (
                <Form.Item name="every_hours" label={w.everyHours} rules={[{ required: true }]}>
                  <InputNumber min={1} max={8784} />
                </Form.Item>
              )}
              <div className="row top" style={{ gap: 16, flexWrap: 'wrap' }}>
                <Form.Item name="pool" label={w.pool} extra={w.poolHint} style={{ flex: '1 1 220px' }}>
                  <Input maxLength={40} placeholder={w.poolPlaceholder} />
                </Form.Item>
                {pool && (
                  <Form.Item name="priority" label={w.priority} extra={w.priorityHint}>
                    <InputNumber min={1} max={1000} />
                  </Form.Item>
                )}
              </div>
              <Form.Item name="tells" label={w.tells} extra={w.tellsHint} valuePropName="checked">
                <Switch />
              </Form.Item>
              <Form.Item name="definition" label={w.definition} rules={[{ max: 500 }]}>
                <Input.TextArea autoSize={{ minRows: 2 }} />
              </Form.Item>
            </Form>
          </Card>
        </div>
        <div className="segment-side">
          <Suspense fallback={<Loading rows={3} />}>
            <PreviewCard rule={settled} id={segment?.id} />
          </Suspense>
        </div>
      </div>
    </div>
  )
}

export default function SegmentEditPage() {
  const { id } = useParams({ strict: false }) as { id?: string }
  const w = useTexts()
  const segment = useSegment(id)
  if (!id) return <Editor />
  return (
    <PageAwait query={segment} title={w.editTitle} back="/segments">
      {segment.data && <Editor key={id} segment={segment.data} refetch={segment.refetch} />}
    </PageAwait>
  )
}
