import { CompassOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '@/ui/Feedback'
import { useGo } from '@/ui/url'

export function NotFound() {
  const { t } = useTranslation()
  const go = useGo()
  return (
    <EmptyState
      page
      icon={<CompassOutlined />}
      title={t('common.notFound')}
      hint={t('common.notFoundHint')}
      action={
        <Button type="primary" onClick={() => go('/')}>
          {t('common.toHome')}
        </Button>
      }
    />
  )
}
