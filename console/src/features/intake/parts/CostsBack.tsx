import { UndoOutlined } from '@ant-design/icons'
import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { useCostsBack } from '../queries'

/** Costs that an import set become what they were, but for those somebody has changed since. */
export function CostsBack({ jobId }: { jobId: string }) {
  const { t } = useTranslation()
  const lang = useLang()
  const fail = useFail()
  const undo = useCostsBack()
  if (undo.data)
    return (
      <span className="muted" role="status">
        {t('intake.costsTakenBack', { n: int(undo.data.changed, lang), kept: int(undo.data.kept, lang) })}
      </span>
    )
  return (
    <Popconfirm
      title={t('intake.costsBack')}
      description={<div style={{ maxWidth: 320 }}>{t('intake.costsBackText')}</div>}
      okText={t('intake.costsBack')}
      onConfirm={() => undo.mutate(jobId, { onError: fail })}
    >
      <Button icon={<UndoOutlined />} loading={undo.isPending}>
        {t('intake.costsBack')}
      </Button>
    </Popconfirm>
  )
}
