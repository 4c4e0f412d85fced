import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PageAwait } from '@/ui/page/PageAwait'
import { CodeForm } from './parts/CodeForm'
import { useCode } from './queries'

export default function CodeEditPage() {
  const { t } = useTranslation()
  const { id } = useParams({ strict: false }) as { id?: string }
  const code = useCode(id)
  if (!id) return <CodeForm title={t('acquire.newCode')} />
  return (
    <PageAwait query={code} title={t('acquire.editCode')} back="/channel-codes">
      {/* the form keeps what it was opened with; only a reload after a conflict starts it anew */}
      {code.data && <CodeForm title={t('acquire.editCode')} code={code.data} reload={() => code.refetch()} />}
    </PageAwait>
  )
}
