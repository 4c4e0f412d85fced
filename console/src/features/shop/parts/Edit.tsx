import { Form, InputNumber, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSaveFailed } from '@/ui/save'
import { type Shop, type ShopInput, useSaveShop } from '../queries'
import { ShopFields } from './ShopFields'

export default function Edit({ shop, onClose }: { shop: Shop; onClose: () => void }) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const save = useSaveShop()
  const [form] = Form.useForm<ShopInput>()
  const run = (values: ShopInput) =>
    save.mutate(
      {
        ...values,
        pull_minutes: values.pull_minutes || -1,
        stale_minutes: values.stale_minutes || -1,
        id: shop.id,
        revision: shop.revision,
      },
      { onSuccess: onClose, onError: (e) => failed(e, form) },
    )
  return (
    <Modal
      open
      title={t('common.edit')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('common.save')}
      confirmLoading={save.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={run}
        initialValues={{
          name: shop.name,
          app_key: shop.app_key,
          base_url: shop.base_url,
          pull_minutes: shop.pull_minutes,
          stale_minutes: shop.stale_minutes,
        }}
      >
        <ShopFields platform={shop.platform} isNew={false} />
        {shop.can_pull && (
          <div className="cols two">
            <Form.Item name="pull_minutes" label={t('shop.pullEvery')} extra={t('shop.zeroNever')}>
              <InputNumber min={0} max={1440} />
            </Form.Item>
            <Form.Item name="stale_minutes" label={t('shop.staleAfter')} extra={t('shop.zeroNever')}>
              <InputNumber min={0} max={10080} />
            </Form.Item>
          </div>
        )}
      </Form>
    </Modal>
  )
}
