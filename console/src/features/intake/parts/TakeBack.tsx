import { UndoOutlined } from '@ant-design/icons'
import { Button, Modal, Spin } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLang, useWord } from '@/i18n'
import { useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { troubleOf, useJob, useUndo, useUndoPreview } from '../queries'

/** Takes an import back, once it is said whom it takes away, who stays, and who loses its tags. */
export function TakeBack({ jobId }: { jobId: string }) {
  const { t } = useTranslation()
  const undo = useUndo()
  const [isAsked, setAsked] = useState(false)
  if (undo.data) return <Taken jobId={undo.data.id} />
  return (
    <>
      <Button icon={<UndoOutlined />} onClick={() => setAsked(true)}>
        {t('intake.takeBack')}
      </Button>
      {isAsked && <Ask jobId={jobId} undo={undo} onClose={() => setAsked(false)} />}
    </>
  )
}

/** What it would do now; of a large import as far as was looked. */
function Ask({ jobId, undo, onClose }: { jobId: string; undo: ReturnType<typeof useUndo>; onClose: () => void }) {
  const { t } = useTranslation()
  const lang = useLang()
  const fail = useFail()
  const look = useUndoPreview(jobId)
  const told = look.data
  const isNothing = told?.is_whole && told.leaves === 0 && told.changes === 0
  const n = (value: number) => ({ n: int(value, lang) })
  return (
    <Modal
      open
      title={t('intake.takeBack')}
      okText={t('intake.takeBack')}
      okButtonProps={{ danger: true, disabled: !told || isNothing, loading: undo.isPending }}
      onOk={() => undo.mutate(jobId, { onError: fail })}
      onCancel={onClose}
    >
      {look.error && <p>{troubleOf(look.error)}</p>}
      {look.isPending && <Spin size="small" />}
      {told && (
        <div role="status">
          {isNothing && <div>{t('intake.willNothing')}</div>}
          {told.is_whole && told.leaves > 0 && <div>{t('intake.willLeave', n(told.leaves))}</div>}
          {!told.is_whole && <div>{t('intake.willLeaveMany', n(told.made))}</div>}
          {told.is_whole && told.stays > 0 && <div>{t('intake.willStay', n(told.stays))}</div>}
          {told.changes > 0 && <div>{t('intake.willChange', n(told.changes))}</div>}
          <p className="muted">{t('intake.takeBackText')}</p>
        </div>
      )}
    </Modal>
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
