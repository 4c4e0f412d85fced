import { useParams } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRevision } from '@/ui/edit/useRevision'
import { useUnsaved } from '@/ui/edit/useUnsaved'
import { EmptyState, Loading } from '@/ui/Feedback'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { PageAwait } from '@/ui/page/PageAwait'
import { useSaveFailed } from '@/ui/save'
import { useBack, useReplace } from '@/ui/url'
import './alert.css'
import { RuleForm } from './parts/RuleForm'
import { TryCard } from './parts/TryCard'
import { type Alert, type AlertDraft, draftOf, useAlert, useAlertChanges } from './queries'
import { compares, keyOf } from './said'
import { useAlertTexts } from './texts'

const CourseChart = lazy(() => import('./parts/CourseChart'))

const NEW: AlertDraft = {
  name: '',
  metric: { metric: '' },
  filters: true,
  period: 'yesterday',
  condition: 'fallen',
  threshold: 0,
  percent: 30,
  base: 'week_before',
  every: 'day',
  hour: 9,
  is_on: true,
  user_ids: [],
  role_ids: [],
}

const isWhole = (draft: AlertDraft) => keyOf(draft.metric) !== '' && (!compares(draft) || draft.percent > 0)

/** What is asked, as soon as it has stood still for a moment; a name is no question. */
function useSettled(draft: AlertDraft): AlertDraft | null {
  const [settled, setSettled] = useState<AlertDraft | null>(isWhole(draft) ? draft : null)
  const { name: _, user_ids: __, role_ids: ___, is_on: ____, every, hour, ...asked } = draft
  const text = JSON.stringify(asked)
  useEffect(() => {
    const timer = setTimeout(() => {
      const read = JSON.parse(text) as AlertDraft
      const next = { ...NEW, ...read, name: '…', user_ids: [], role_ids: [] }
      setSettled(isWhole(next) ? next : null)
    }, 300)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

type EditorProps = { alert?: Alert; refetch?: () => Promise<{ data?: Alert; error?: unknown }> }

function Editor({ alert, refetch }: EditorProps) {
  const w = useAlertTexts()
  const { t } = useTranslation()
  const { message } = App.useApp()
  const back = useBack(alert ? `/alerts/${alert.id}` : '/alerts')
  const replace = useReplace()
  const failed = useSaveFailed()
  const { save } = useAlertChanges()
  const [revision, conflict] = useRevision(alert, refetch)
  const [draft, setDraft] = useState<AlertDraft>(() => (alert ? draftOf(alert) : NEW))
  const [stored, setStored] = useState(draft)
  const { settled } = useUnsaved(JSON.stringify(draft) !== JSON.stringify(stored))
  const asked = useSettled(draft)
  const take = (latest: Alert) => {
    setDraft(draftOf(latest))
    setStored(draftOf(latest))
  }
  const submit = (): void =>
    save.mutate(
      { id: alert?.id, revision: revision.current, draft: { ...draft, name: draft.name.trim() } },
      {
        onSuccess: (saved) => {
          void message.success(w.saved)
          settled()
          replace(`/alerts/${saved.id}`)
        },
        onError: (e) => failed(e, undefined, conflict(take, submit)),
      },
    )
  return (
    <div className="page">
      <PageHead
        title={alert ? w.editTitle : w.add}
        {...back}
        extra={
          <Button
            type="primary"
            loading={save.isPending}
            disabled={!isWhole(draft) || draft.name.trim() === ''}
            onClick={submit}
          >
            {t('common.save')}
          </Button>
        }
      />
      <div className="alert-columns">
        <RuleForm draft={draft} onChange={(patch) => setDraft((d) => ({ ...d, ...patch }))} />
        <div className="stack">
          {asked ? (
            <Suspense fallback={<Loading rows={3} />}>
              <CourseChart alert={asked} />
              <TryCard draft={asked} />
            </Suspense>
          ) : (
            <Card>
              <EmptyState title={w.preview} hint={w.chooseFirst} />
            </Card>
          )}
        </div>
      </div>
    </div>
  )
}

export default function AlertEditPage() {
  const { id } = useParams({ strict: false }) as { id?: string }
  const w = useAlertTexts()
  const alert = useAlert(id)
  if (!id) return <Editor />
  return (
    <PageAwait query={alert} title={w.editTitle} back="/alerts">
      {alert.data && <Editor key={id} alert={alert.data} refetch={alert.refetch} />}
    </PageAwait>
  )
}
