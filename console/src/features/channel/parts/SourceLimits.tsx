import { Form, InputNumber, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSaveFailed } from '@/ui/save'
import { type TrackSource, useSaveSource } from '../queries'

/** How much a source may send, and what part of its visitors is heard. */
export default function SourceLimits({ source, onClose }: { source: TrackSource; onClose: () => void }) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const save = useSaveSource()
  const [form] = Form.useForm<Pick<TrackSource, 'events_per_s_max' | 'sample_percent'>>()
  return (
    <Modal
      open
      title={t('channel.sourceLimitsTitle', { name: source.name })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('common.save')}
      confirmLoading={save.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ events_per_s_max: source.events_per_s_max, sample_percent: source.sample_percent }}
        onFinish={(limits) =>
          save.mutate({ ...source, ...limits }, { onSuccess: onClose, onError: (error) => failed(error, form) })
        }
      >
        <Form.Item
          name="events_per_s_max"
          label={t('channel.eventsPerSecond')}
          extra={t('channel.eventsPerSecondHint')}
          rules={[{ required: true }]}
        >
          <InputNumber min={0} max={1_000_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item
          name="sample_percent"
          label={t('channel.samplePercent')}
          extra={t('channel.samplePercentHint')}
          rules={[{ required: true }]}
        >
          <InputNumber min={1} max={100} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
