import { UndoOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
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
  const { modal } = App.useApp()
  const undo = useCostsBack()
  if (undo.data)
    return (
      <span className="muted" role="status">
        {t('intake.costsTakenBack', { n: int(undo.data.changed, lang), kept: int(undo.data.kept, lang) })}
      </span>
    )
  const sure = () =>
    modal.confirm({
      title: t('intake.costsBack'),
      content: t('intake.costsBackText'),
      okText: t('intake.costsBack'),
      onOk: () => undo.mutateAsync(jobId).catch(fail),
    })
  return (
    <Button icon={<UndoOutlined />} loading={undo.isPending} onClick={sure}>
      {t('intake.costsBack')}
    </Button>
  )
}
