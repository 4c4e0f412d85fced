import { App, Form, type FormInstance, Input } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSaveFailed } from '@/ui/save'
import { useChangePassword } from '../queries'

export type PasswordValues = { old_password: string; new_password: string; again: string }

/** One's own password: the old one, a new one, and that again. Changing it signs out all other browsers. */
export function PasswordForm(props: {
  form: FormInstance<PasswordValues>
  onDone: () => void
  /** What stands below the fields, told whether it is being saved. */
  foot?: (isSaving: boolean) => ReactNode
  onSaving?: (isSaving: boolean) => void
}) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const change = useChangePassword()
  const submit = ({ old_password, new_password }: PasswordValues) => {
    props.onSaving?.(true)
    change.mutate(
      { old_password, new_password },
      {
        onSuccess: () => {
          void message.success(t('app.passwordChanged'))
          props.onDone()
        },
        onError: (e) => failed(e, props.form),
        onSettled: () => props.onSaving?.(false),
      },
    )
  }
  return (
    <Form form={props.form} layout="vertical" onFinish={submit}>
      <Form.Item name="old_password" label={t('app.oldPassword')} rules={[{ required: true }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="new_password"
        label={t('app.newPassword')}
        extra={t('app.passwordRule')}
        rules={[{ required: true, min: 10 }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('app.againPassword')}
        dependencies={['new_password']}
        rules={[
          { required: true },
          ({ getFieldValue }) => ({
            validator: (_, v) =>
              !v || v === getFieldValue('new_password')
                ? Promise.resolve()
                : Promise.reject(new Error(t('app.passwordDiffers'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {props.foot?.(change.isPending)}
    </Form>
  )
}
