import { Form, Input, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSaveFailed } from '@/ui/save'
import { useCreateGroup } from '../queries'

export function NewGroupDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const create = useCreateGroup()
  const [form] = Form.useForm<{ name: string; kind: string; tags: string[] }>()
  const kind = Form.useWatch('kind', form)
  return (
    <Modal
      open
      title={t('customer.newGroup')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('common.create')}
      confirmLoading={create.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ kind: 'corp', tags: [] }}
        onFinish={(v) => create.mutate(v, { onSuccess: onClose, onError: (e) => failed(e, form) })}
      >
        <Form.Item
          name="kind"
          label={t('customer.tagKind')}
          extra={kind === 'internal' ? t('customer.internalHint') : t('customer.corpHint')}
        >
          <Radio.Group
            options={[
              { value: 'corp', label: t('words.tag_kind.corp') },
              { value: 'internal', label: t('words.tag_kind.internal') },
            ]}
          />
        </Form.Item>
        <Form.Item name="name" label={t('customer.groupName')} rules={[{ required: true, max: 15 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item
          name="tags"
          label={t('customer.tags')}
          extra={t('customer.tagsHint')}
          rules={[{ required: true, message: t('customer.tagsMissing') }]}
        >
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', '、', '\n']} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
