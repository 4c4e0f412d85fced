import { Form, Input, Modal, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSaveFailed } from '@/ui/save'
import { type SavedView, useViewChange } from './queries'

type Values = { name: string; is_shared: boolean }

/** Names a view, and shares it with everybody who sees customers. */
export function ViewDialog(props: {
  view?: SavedView
  query: string
  onClose: () => void
  onSaved: (view: SavedView) => void
}) {
  const { t } = useTranslation()
  const { create, save } = useViewChange()
  const failed = useSaveFailed()
  const [form] = Form.useForm<Values>()
  const { view } = props
  const finish = (values: Values) => {
    const options = {
      onSuccess: (saved: SavedView) => {
        props.onSaved(saved)
        props.onClose()
      },
      onError: (e: unknown) => failed(e, form, { reload: props.onClose }),
    }
    if (view) save.mutate({ view, ...values }, options)
    else create.mutate({ ...values, query: props.query, sort: 0 }, options)
  }
  return (
    <Modal
      open
      title={t(view ? 'customer.list.renameView' : 'customer.list.saveView')}
      okText={t('common.save')}
      confirmLoading={create.isPending || save.isPending}
      onOk={form.submit}
      onCancel={props.onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: view?.name ?? '', is_shared: view?.is_shared ?? false }}
        onFinish={finish}
      >
        <Form.Item name="name" label={t('customer.list.viewName')} rules={[{ required: true, max: 40 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item
          name="is_shared"
          label={t('customer.list.share')}
          valuePropName="checked"
          extra={t('customer.list.shareHint')}
        >
          <Switch />
        </Form.Item>
      </Form>
    </Modal>
  )
}
