import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Await } from '@/ui/Feedback'
import { PolicyForm } from './parts/PolicyForm'
import { usePolicy } from './queries'

export default function PolicyEditPage() {
  const { t } = useTranslation()
  const { id } = useParams({ strict: false }) as { id?: string }
  const policy = usePolicy(id)
  if (!id) return <PolicyForm title={t('reach.newPolicy')} />
  return (
    <Await query={policy}>
      {policy.data && <PolicyForm title={t('reach.editPolicy')} policy={policy.data} reload={() => policy.refetch()} />}
    </Await>
  )
}
