import { CompassOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '@/ui/Feedback'
import { GoButton } from '@/ui/url'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <EmptyState
      page
      icon={<CompassOutlined />}
      title={t('common.notFound')}
      hint={t('common.notFoundHint')}
      action={
        <GoButton type="primary" to="/">
          {t('common.toHome')}
        </GoButton>
      }
    />
  )
}
