import { Alert, Checkbox, Form, Modal, Radio, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { usePreference } from '@/api/preference'
import { useLang } from '@/i18n'
import { AllowanceNote, useIsAllowed } from '@/pickers/allowance/AllowanceNote'
import { int } from '@/ui/format'
import { useSaveFailed } from '@/ui/save'
import { useBulk } from './queries'
import type { ManyProps } from './TagManyDialog'

export const EXPORT_COLUMNS = [
  'name',
  'remark',
  'phone',
  'email',
  'member_no',
  'gender',
  'birthday',
  'address',
  'tags',
  'staff',
  'source',
  'state',
  'first_added_at',
  'last_event_at',
  'corp_name',
  'position',
  'description',
  'external_userid',
  'id',
  'created_at',
] as const
const USUAL = ['name', 'remark', 'phone', 'tags', 'staff', 'source', 'state', 'first_added_at']
const XLSX_ROWS_MAX = 1_048_575

type Values = { columns: string[]; format: 'xlsx' | 'csv'; clear: boolean }

/** A file of those chosen; it is written in the background and kept for a week. */
export function ExportDialog(props: ManyProps) {
  const { t } = useTranslation()
  const lang = useLang()
  const can = useCan()
  const failed = useSaveFailed()
  const { exports } = useBulk()
  const [form] = Form.useForm<Values>()
  const [usual, setUsual] = usePreference<string[]>('customers.export', USUAL)
  const columns = Form.useWatch('columns', form) ?? usual
  const clear = Form.useWatch('clear', form)
  const mayExport = useIsAllowed('export', props.count)
  const mayReveal = useIsAllowed('reveal', props.count)
  const isAllowed = mayExport && (!clear || mayReveal)
  const tooLong = props.count > XLSX_ROWS_MAX
  const finish = (values: Values) => {
    setUsual(values.columns)
    exports.mutate(
      { selection: props.selection, ...values },
      { onSuccess: (job) => props.onStarted(job.id), onError: (e) => failed(e, form) },
    )
  }
  return (
    <Modal
      open
      width={600}
      title={t('customer.list.exportTitle', { n: int(props.count, lang) })}
      okText={t('customer.list.export')}
      okButtonProps={{ disabled: columns.length === 0 || !isAllowed }}
      confirmLoading={exports.isPending}
      onCancel={props.onClose}
      onOk={form.submit}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ columns: usual, format: tooLong ? 'csv' : 'xlsx', clear: false }}
        onFinish={finish}
      >
        <Form.Item
          name="columns"
          label={
            <span className="row">
              {t('customer.list.columns')}
              <button
                type="button"
                className="linklike"
                onClick={() =>
                  form.setFieldValue(
                    'columns',
                    columns.length === EXPORT_COLUMNS.length ? ['name'] : [...EXPORT_COLUMNS],
                  )
                }
              >
                {t('common.all')}
              </button>
            </span>
          }
        >
          <Checkbox.Group
            className="export-columns"
            options={EXPORT_COLUMNS.map((c) => ({ value: c, label: t(`customer.exportColumn.${c}`) }))}
          />
        </Form.Item>
        <Form.Item name="format" label={t('customer.list.format')}>
          <Radio.Group
            options={[
              { value: 'xlsx', label: t('customer.list.xlsx'), disabled: tooLong },
              { value: 'csv', label: t('customer.list.csv') },
            ]}
          />
        </Form.Item>
        {can('customer.reveal') && (
          <Form.Item
            name="clear"
            label={t('customer.list.clearData')}
            valuePropName="checked"
            extra={t('customer.list.clearDataHint')}
          >
            <Switch />
          </Form.Item>
        )}
        {clear && <Alert type="warning" showIcon title={t('customer.list.clearDataWarning')} />}
        <AllowanceNote deed="export" count={props.count} />
        {clear && <AllowanceNote deed="reveal" count={props.count} />}
      </Form>
    </Modal>
  )
}
