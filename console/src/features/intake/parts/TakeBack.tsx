import { UndoOutlined } from '@ant-design/icons'
import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLang, useWord } from '@/i18n'
import { useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { useJob, useUndo } from '../queries'

/** Takes the tags of an import off again, once it is said what stays. */
export function TakeBack({ jobId, added, updated }: { jobId: string; added: number; updated: number }) {
  const { t } = useTranslation()
  const lang = useLang()
  const fail = useFail()
  const undo = useUndo()
  if (undo.data) return <Taken jobId={undo.data.id} />
  return (
    <Popconfirm
      title={t('intake.takeBack')}
      description={
        <div style={{ maxWidth: 320 }}>
          {t('intake.takeBackText', { added: int(added, lang), updated: int(updated, lang) })}
        </div>
      }
      okText={t('intake.takeBack')}
      onConfirm={() => undo.mutate(jobId, { onError: fail })}
    >
      <Button icon={<UndoOutlined />} loading={undo.isPending}>
        {t('intake.takeBack')}
      </Button>
    </Popconfirm>
  )
}

function Taken({ jobId }: { jobId: string }) {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const job = useJob(jobId)
  if (!job.data) return null
  const isOver = job.data.state === 'done'
  return (
    <span className="row" role="status">
      <span className="muted">
        {isOver
          ? t('intake.takenBack', { n: int(Number(job.data.result?.changed ?? 0), lang) })
          : word('job_state', job.data.state)}
      </span>
      {isOver && typeof job.data.result?.file === 'string' && (
        <a className="linklike" href={`/api/jobs/${jobId}/file`}>
          {t('intake.leftFile', { n: int(job.data.failed, lang) })}
        </a>
      )}
    </span>
  )
}
