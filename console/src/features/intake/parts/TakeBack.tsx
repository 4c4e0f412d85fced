import { UndoOutlined } from '@ant-design/icons'
import { Button, Popconfirm, Spin } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLang, useWord } from '@/i18n'
import { useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { troubleOf, useJob, useUndo, useUndoPreview } from '../queries'

/** Takes an import back, once it is said whom it takes away, who stays, and who loses its tags. */
export function TakeBack({ jobId }: { jobId: string }) {
  const { t } = useTranslation()
  const fail = useFail()
  const undo = useUndo()
  const [open, setOpen] = useState(false)
  if (undo.data) return <Taken jobId={undo.data.id} />
  return (
    <Popconfirm
      title={t('intake.takeBack')}
      placement="topLeft"
      open={open}
      onOpenChange={setOpen}
      description={open && <Foreseen jobId={jobId} />}
      okText={t('intake.takeBack')}
      okButtonProps={{ danger: true }}
      onConfirm={() => undo.mutate(jobId, { onError: fail })}
    >
      <Button icon={<UndoOutlined />} loading={undo.isPending}>
        {t('intake.takeBack')}
      </Button>
    </Popconfirm>
  )
}

/** What it would do now; of a large import as far as was looked. */
function Foreseen({ jobId }: { jobId: string }) {
  const { t } = useTranslation()
  const lang = useLang()
  const look = useUndoPreview(jobId)
  const told = look.data
  if (look.error) return <div style={{ maxWidth: 320 }}>{troubleOf(look.error)}</div>
  if (!told) return <Spin size="small" />
  const n = (value: number) => ({ n: int(value, lang) })
  return (
    <div style={{ maxWidth: 320 }} data-foreseen>
      <div>{told.is_whole ? t('intake.willLeave', n(told.leaves)) : t('intake.willLeaveMany', n(told.made))}</div>
      {told.stays > 0 && <div>{t('intake.willStay', n(told.stays))}</div>}
      {told.changes > 0 && <div>{t('intake.willChange', n(told.changes))}</div>}
      <p className="muted">{t('intake.takeBackText')}</p>
    </div>
  )
}

function Taken({ jobId }: { jobId: string }) {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const job = useJob(jobId)
  if (!job.data) return null
  const isOver = job.data.state === 'done'
  const n = (name: string) => int(Number(job.data.result?.[name] ?? 0), lang)
  return (
    <span className="row" role="status">
      <span className="muted">
        {isOver
          ? t('intake.takenBack', { gone: n('gone'), stayed: n('stayed'), changed: n('changed') })
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
