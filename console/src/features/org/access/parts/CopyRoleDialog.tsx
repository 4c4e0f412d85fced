import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useSaveFailed } from '@/ui/save'
import { useGo } from '@/ui/url'
import { useCopyRole } from '../queries'

/** A custom role like another, opened at once to be changed. */
export function CopyRoleDialog({ role, onClose }: { role: Schemas['Role']; onClose: () => void }) {
  const { t } = useTranslation()
  const go = useGo()
  const failed = useSaveFailed()
  const copy = useCopyRole()
  const [form] = Form.useForm<{ name: string }>()
  return (
    <Modal
      open
      title={t('access.copyTitle', { name: role.name })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('access.copyOk')}
      confirmLoading={copy.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: t('access.copyName', { name: role.name }) }}
        onFinish={({ name }) =>
          copy.mutate(
            { id: role.id, name },
            {
              onSuccess: (made) => go(`/settings/roles/${made.id}?base=${role.id}`),
              onError: (e) => failed(e, form),
            },
          )
        }
      >
        <Form.Item name="name" label={t('access.roleName')} rules={[{ required: true, max: 40 }]}>
          <Input autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}
