import { App, Button, Progress } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang, useWord } from '@/i18n'
import { useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { countOf, headOf, type Selection, selectionBody } from '@/ui/grid/selection'
import { lazy } from '@/ui/page/lazy'
import { useBulk, useJob } from './queries'

const ExportDialog = lazy(() => import('./ExportDialog').then((m) => ({ default: m.ExportDialog })))
const RemarkManyDialog = lazy(() => import('./RemarkManyDialog').then((m) => ({ default: m.RemarkManyDialog })))
const TagManyDialog = lazy(() => import('./TagManyDialog').then((m) => ({ default: m.TagManyDialog })))

type Props = {
  selection: Selection
  total: number
  resultId: string
  onAll: () => void
  onClear: () => void
}

const UNDOABLE = new Set(['customer.bulk_tags', 'customer.bulk_remark'])

/** How far a bulk job has come, and taking it back while it may be. */
function JobToast({ id, onUndone }: { id: string; onUndone: (id: string) => void }) {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const fail = useFail()
  const job = useJob(id)
  const { undo } = useBulk()
  const j = job.data
  if (!j) return null
  const ended = !['queued', 'running'].includes(j.state)
  const isUndoable = j.state === 'done' && UNDOABLE.has(j.kind)
  return (
    <div className="stack tight">
      {!ended && (
        <Progress
          size="small"
          aria-label={word('job_kind', j.kind)}
          percent={j.total > 0 ? Math.floor(((j.done + j.failed) / j.total) * 100) : 0}
        />
      )}
      <span className="num">
        {t('customer.list.jobCount', { done: int(j.done, lang), total: int(j.total, lang) })}
        {j.failed > 0 && ` · ${t('customer.list.jobFailed', { n: int(j.failed, lang) })}`}
      </span>
      <span className="row">
        {isUndoable && (
          <Button
            size="small"
            data-undo
            title="Ctrl Z"
            loading={undo.isPending}
            onClick={() => undo.mutate(id, { onSuccess: (u) => onUndone(u.id), onError: fail })}
          >
            {t('common.undo')}
          </Button>
        )}
        {ended && typeof j.result?.file === 'string' && (
          <a className="linklike" href={`/api/jobs/${id}/file`}>
            {t('common.download')}
          </a>
        )}
      </span>
    </div>
  )
}

/** What can be done with those chosen; the number is exact. */
export function BulkBar({ selection, total, resultId, onAll, onClear }: Props) {
  const { t } = useTranslation()
  const lang = useLang()
  const can = useCan()
  const { notification } = App.useApp()
  const [dialog, setDialog] = useState<'tag' | 'untag' | 'remark' | 'export' | null>(null)
  const count = countOf(selection, total)
  if (count === 0) return null
  const n = int(count, lang)
  const body = selectionBody(selection, resultId)
  const started = (title: string) => (id: string) => {
    setDialog(null)
    const show = (jobId: string, what: string) =>
      notification.info({
        key: `job-${jobId}`,
        title: what,
        description: <JobToast id={jobId} onUndone={(undo) => show(undo, t('customer.list.undoing'))} />,
        duration: 30,
        placement: 'bottomRight',
      })
    show(id, title)
  }
  const shared = { selection: body, count, onClose: () => setDialog(null) }
  return (
    <div className="bulk row" role="region" aria-label={t('customer.list.selected', { n })}>
      <b className="num" aria-live="polite">
        {t('customer.list.selected', { n })}
      </b>
      {headOf(selection, total) !== 'all' && (
        <Button type="link" size="small" onClick={onAll}>
          {t('customer.list.selectAll', { n: int(total, lang) })}
        </Button>
      )}
      <span className="grow" />
      {can('customer.tag') && (
        <>
          <Button size="small" type="primary" onClick={() => setDialog('tag')}>
            {t('customer.list.tag')}
          </Button>
          <Button size="small" onClick={() => setDialog('untag')}>
            {t('customer.list.untag')}
          </Button>
        </>
      )}
      {can('customer.write') && (
        <Button size="small" onClick={() => setDialog('remark')}>
          {t('customer.list.remark')}
        </Button>
      )}
      {can('customer.export') && (
        <Button size="small" onClick={() => setDialog('export')}>
          {t('customer.list.export')}
        </Button>
      )}
      <Button size="small" type="text" onClick={onClear}>
        {t('customer.list.clearSelection')}
      </Button>
      <Suspense>
        {(dialog === 'tag' || dialog === 'untag') && (
          <TagManyDialog
            {...shared}
            isAdding={dialog === 'tag'}
            onStarted={started(t(dialog === 'tag' ? 'customer.list.tagging' : 'customer.list.untagging', { n }))}
          />
        )}
        {dialog === 'remark' && (
          <RemarkManyDialog {...shared} onStarted={started(t('customer.list.remarking', { n }))} />
        )}
        {dialog === 'export' && <ExportDialog {...shared} onStarted={started(t('customer.list.exporting', { n }))} />}
      </Suspense>
    </div>
  )
}
