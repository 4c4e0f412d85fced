import { App, Checkbox, Form, Modal, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFail } from '@/ui/Feedback'
import { useExport } from '../queries'
import { useTexts } from './texts'

const COLUMNS = [
  'name',
  'remark',
  'phone',
  'tags',
  'staff',
  'source',
  'state',
  'first_added_at',
  'last_event_at',
] as const
type Values = { columns: string[]; format: 'xlsx' | 'csv' }

/** The customers as a file, written in the background. */
export default function ExportModal({ id, onClose }: { id: string; onClose: () => void }) {
  const w = useTexts()
  const { t } = useTranslation()
  const { message } = App.useApp()
  const fail = useFail()
  const start = useExport()
  const [form] = Form.useForm<Values>()
  return (
    <Modal
      open
      title={w.exportTitle}
      okText={w.exportAll}
      confirmLoading={start.isPending}
      onCancel={onClose}
      onOk={form.submit}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ columns: ['name', 'phone', 'tags', 'staff'], format: 'xlsx' }}
        onFinish={(values) =>
          start.mutate(
            { id, ...values },
            {
              onSuccess: () => {
                void message.success(w.exporting)
                onClose()
              },
              onError: fail,
            },
          )
        }
      >
        <Form.Item name="columns" label={w.columns} rules={[{ required: true }]}>
          <Checkbox.Group options={COLUMNS.map((c) => ({ value: c, label: t(`customer.exportColumn.${c}`) }))} />
        </Form.Item>
        <Form.Item name="format" label={w.format}>
          <Radio.Group options={['xlsx', 'csv'].map((f) => ({ value: f, label: f.toUpperCase() }))} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
