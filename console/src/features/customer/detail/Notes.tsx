import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { ErrorCard, useFail } from '@/ui/Feedback'
import { lazy } from '@/ui/page/lazy'
import { NoteItem } from './NoteItem'
import { useNoteChange, useNotes } from './queries'

const NoteForm = lazy(() => import('./NoteForm'))

/** Writing a note, and the pinned ones; the others stand in the timeline. */
export function Notes({ id }: { id: string }) {
  const { t } = useTranslation()
  const can = useCan()
  const fail = useFail()
  const notes = useNotes(id)
  const { write } = useNoteChange(id)
  const pinned = (notes.data?.items ?? []).filter((n) => n.is_pinned)
  return (
    <div className="stack">
      {can('customer.write') && (
        <Suspense>
          <NoteForm
            isBusy={write.isPending}
            onSave={(values, done) => write.mutate(values, { onSuccess: done, onError: fail })}
          />
        </Suspense>
      )}
      {notes.error && <ErrorCard error={notes.error} onRetry={() => void notes.refetch()} />}
      {pinned.length > 0 && (
        <section className="stack tight" aria-label={t('customer.detail.pinned')}>
          {pinned.map((n) => (
            <NoteItem key={n.id} customerId={id} note={n} />
          ))}
        </section>
      )}
    </div>
  )
}
