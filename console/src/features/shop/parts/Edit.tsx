import { Form, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSaveFailed } from '@/ui/save'
import { optionsOf } from '../options'
import { type Shop, type ShopInput, useSaveShop } from '../queries'
import { ShopFields } from './ShopFields'

type Props = { shop: Shop; onClose: () => void; onConflict: () => void }

export default function Edit({ shop, onClose, onConflict }: Props) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const save = useSaveShop()
  const [form] = Form.useForm<ShopInput>()
  const [revision] = useState(shop.revision)
  const run = ({ time_type, ...values }: ShopInput & { time_type?: string }) =>
    save.mutate(
      {
        ...values,
        ...(shop.platform === 'weimob' ? { options: { ...optionsOf(shop), time_type: time_type || undefined } } : {}),
        pull_minutes: values.pull_minutes || -1,
        stale_minutes: values.stale_minutes || -1,
        id: shop.id,
        revision,
      },
      {
        onSuccess: onClose,
        onError: (e) =>
          failed(e, form, {
            reload: () => {
              onConflict()
              onClose()
            },
          }),
      },
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
          time_type: optionsOf(shop).time_type,
        }}
      >
        <ShopFields platform={shop.platform} isNew={false} />
        {shop.platform === 'weimob' && (
          <Form.Item
            name="time_type"
            label={`${t('shop.timeType')} (${t('common.optional')})`}
            extra={t('shop.timeTypeHint')}
            rules={[{ pattern: /^\d{0,3}$/, message: t('shop.timeTypeHint') }]}
          >
            <Input inputMode="numeric" placeholder="2" />
          </Form.Item>
        )}
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
