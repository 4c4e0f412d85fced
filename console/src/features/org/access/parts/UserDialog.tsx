import { App, Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useWord } from '@/i18n'
import { useAllStaff } from '@/pickers/queries'
import { useTypedForm } from '@/ui/edit/useTypedForm'
import { useSaveFailed } from '@/ui/save'
import { type UserInput, useRoles, useSaveUser } from '../queries'
import { disabledAsItIs } from '../userActions'
import { Places } from './Places'

export default function UserDialog({ user, onClose }: { user: Partial<Schemas['User']>; onClose: () => void }) {
  const { t } = useTranslation()
  const word = useWord()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const roles = useRoles()
  const staff = useAllStaff()
  const save = useSaveUser()
  const [form] = Form.useForm<UserInput>()
  const { leave } = useTypedForm(form, user)
  const roleId = Form.useWatch('role_id', form)
  const scope = roles.data?.items.find((r) => r.id === roleId)?.scope
  const hasPlaces = scope !== undefined && scope !== 'all' && scope !== 'self'
  const submit = (values: UserInput) =>
    save.mutate(
      {
        ...values,
        password: values.password || undefined,
        staff_id: values.staff_id ?? null,
        places: hasPlaces ? (values.places ?? []).map(({ kind, place_id }) => ({ kind, place_id })) : undefined,
        is_disabled: disabledAsItIs(user),
        locale: user.locale ?? undefined,
        id: user.id,
        revision: user.revision,
      },
      {
        onSuccess: () => {
          void message.success(t('common.saved'))
          onClose()
        },
        onError: (e) => failed(e, form, { reload: onClose }),
      },
    )
  return (
    <Modal
      open
      width={560}
      title={user.id ? t('org.editUser') : t('org.newUser')}
      onCancel={() => leave(onClose)}
      onOk={form.submit}
      okText={t('common.save')}
      confirmLoading={save.isPending}
    >
      <Form form={form} layout="vertical" initialValues={user} onFinish={submit} autoComplete="off">
        <div className="cols two">
          <Form.Item name="name" label={t('org.userName')} rules={[{ required: true, max: 40 }]}>
            <Input disabled={Boolean(user.id)} autoComplete="off" />
          </Form.Item>
          <Form.Item name="display_name" label={t('app.displayName')} rules={[{ required: true, max: 40 }]}>
            <Input />
          </Form.Item>
        </div>
        <Form.Item
          name="role_id"
          label={t('org.role')}
          extra={scope && t('access.roleSees', { scope: word('data_scope', scope) })}
          rules={[{ required: true }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={(roles.data?.items ?? []).map((r) => ({ value: r.id, label: r.name }))}
          />
        </Form.Item>
        {hasPlaces && (
          <Form.Item name="places" label={t('access.places')} extra={t('access.placesHint')}>
            <Places />
          </Form.Item>
        )}
        <Form.Item name="staff_id" label={t('org.linkedStaff')} extra={t('org.linkedStaffHint')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={(staff.data ?? []).map((s) => ({ value: s.id, label: `${s.name} (${s.userid})` }))}
          />
        </Form.Item>
        <Form.Item
          name="password"
          label={user.id ? t('org.resetPassword') : t('org.password')}
          extra={user.id ? t('org.resetPasswordHint') : t('app.passwordRule')}
          rules={[{ required: !user.id }, { min: 10, message: t('app.passwordRule') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
