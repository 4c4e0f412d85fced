import { Form, Input, Modal, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { AllowanceNote, useIsAllowed } from '@/pickers/allowance/AllowanceNote'
import { int } from '@/ui/format'
import { useSaveFailed } from '@/ui/save'
import { useBulk } from './queries'
import type { ManyProps } from './TagManyDialog'

type Values = { mode: 'replace' | 'prefix' | 'suffix'; text: string }
const REMARK_MAX = 20

export function RemarkManyDialog(props: ManyProps) {
  const { t } = useTranslation()
  const lang = useLang()
  const failed = useSaveFailed()
  const { remark } = useBulk()
  const isAllowed = useIsAllowed('bulk', props.count)
  const [form] = Form.useForm<Values>()
  const mode = Form.useWatch('mode', form) ?? 'prefix'
  const text = Form.useWatch('text', form) ?? ''
  const name = t('customer.list.sampleName')
  const sample = { replace: text, prefix: `${text}${name}`, suffix: `${name}${text}` }[mode]
  return (
    <Modal
      open
      title={t('customer.list.remarkTitle', { n: int(props.count, lang) })}
      okText={t('customer.list.remark')}
      okButtonProps={{ disabled: !isAllowed }}
      confirmLoading={remark.isPending}
      onCancel={props.onClose}
      onOk={form.submit}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ mode: 'prefix', text: '' }}
        onFinish={(values: Values) =>
          remark.mutate(
            { selection: props.selection, ...values },
            { onSuccess: (job) => props.onStarted(job.id), onError: (e) => failed(e, form) },
          )
        }
      >
        <Form.Item name="mode" label={t('customer.list.remarkMode')}>
          <Radio.Group
            options={(['prefix', 'suffix', 'replace'] as const).map((m) => ({
              value: m,
              label: t(`customer.list.remark_${m}`),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="text"
          label={t('customer.remark')}
          rules={[{ required: mode !== 'replace', max: REMARK_MAX }]}
          extra={t('customer.list.remarkSample', { name, text: [...sample].slice(0, REMARK_MAX).join('') || '—' })}
        >
          <Input showCount maxLength={REMARK_MAX} />
        </Form.Item>
        <small className="muted">{t('customer.list.remarkHint')}</small>
        <AllowanceNote deed="bulk" count={props.count} />
      </Form>
    </Modal>
  )
}
