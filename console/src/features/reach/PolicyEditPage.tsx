import { QrcodeOutlined } from '@ant-design/icons'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '@/ui/Feedback'
import { PageHead } from '@/ui/Page'
import { PageAwait } from '@/ui/page/PageAwait'
import { GoButton } from '@/ui/url'
import { PolicyForm } from './parts/PolicyForm'
import { usePolicy } from './queries'

export default function PolicyEditPage() {
  const { t } = useTranslation()
  const { id } = useParams({ strict: false }) as { id?: string }
  const policy = usePolicy(id)
  if (!id) return <PolicyForm title={t('reach.newPolicy')} />
  if (policy.data?.scope === 'code')
    return (
      <div className="page">
        <PageHead title={policy.data.name} back="/welcome-policies" />
        <EmptyState
          icon={<QrcodeOutlined />}
          title={t('reach.keptInCode')}
          action={
            <GoButton type="primary" to={`/channel-codes/${policy.data.code_id}/edit`}>
              {t('reach.ofCode')}
            </GoButton>
          }
        />
      </div>
    )
  return (
    <PageAwait query={policy} title={t('reach.editPolicy')} back="/welcome-policies">
      {policy.data && <PolicyForm title={t('reach.editPolicy')} policy={policy.data} reload={() => policy.refetch()} />}
    </PageAwait>
  )
}
