import { Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { PasswordForm, type PasswordValues } from '@/pickers/account/PasswordForm'
import { Card } from '@/ui/Page'

export function PasswordCard() {
  const { t } = useTranslation()
  const [form] = Form.useForm<PasswordValues>()
  return (
    <Card title={t('app.password')}>
      <PasswordForm
        form={form}
        onDone={() => form.resetFields()}
        foot={(isSaving) => (
          <Button htmlType="submit" loading={isSaving}>
            {t('access.changePassword')}
          </Button>
        )}
      />
    </Card>
  )
}
