import { App, Form, Input, InputNumber, Modal, Switch, TreeSelect } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useSaveFailed } from '@/ui/save'
import { type StoreInput, useSaveStore } from '../queries'
import { regionChoices } from '../regions'

export function StoreDialog({
  store,
  regions,
  onClose,
}: {
  store: Partial<Schemas['Store']>
  regions: Schemas['Region'][]
  onClose: (made?: Schemas['Store']) => void
}) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const save = useSaveStore()
  const [form] = Form.useForm<StoreInput>()
  const submit = (values: StoreInput) =>
    save.mutate(
      { ...values, id: store.id, revision: store.revision },
      {
        onSuccess: (made) => {
          void message.success(t('common.saved'))
          onClose(made)
        },
        onError: (e) => failed(e, form, { reload: () => onClose() }),
      },
    )
  return (
    <Modal
      open
      width={560}
      title={store.id ? t('org.editStore') : t('org.newStore')}
      onCancel={() => onClose()}
      onOk={form.submit}
      okText={t('common.save')}
      confirmLoading={save.isPending}
    >
      <Form form={form} layout="vertical" initialValues={store} onFinish={submit}>
        <div className="cols two">
          <Form.Item name="name" label={t('org.storeName')} rules={[{ required: true, max: 60 }]}>
            <Input autoFocus />
          </Form.Item>
          <Form.Item name="code" label={t('org.storeCode')} rules={[{ required: true, max: 40 }]}>
            <Input />
          </Form.Item>
          <Form.Item name="region_id" label={t('org.region')}>
            <TreeSelect
              allowClear
              treeData={regionChoices(regions)}
              treeDefaultExpandAll
              showSearch={{ treeNodeFilterProp: 'title' }}
            />
          </Form.Item>
          <Form.Item name="phone" label={t('org.phone')}>
            <Input />
          </Form.Item>
        </div>
        <Form.Item name="address" label={t('org.address')}>
          <Input />
        </Form.Item>
        <div className="cols two">
          <Form.Item name="longitude" label={t('org.longitude')}>
            <InputNumber min={-180} max={180} precision={6} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="latitude" label={t('org.latitude')}>
            <InputNumber min={-90} max={90} precision={6} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="hours" label={t('org.hours')}>
            <Input placeholder="09:00-21:00" />
          </Form.Item>
          <Form.Item name="is_open" label={t('org.isOpen')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}
