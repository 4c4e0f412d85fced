import { Alert, Button } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUnsaved } from '@/ui/edit/useUnsaved'
import { Time } from '@/ui/Page'
import { usePutDraft, useStoredDraft } from '../queries'

const WAIT_MS = 800
type State = 'idle' | 'waiting' | 'saving' | 'kept' | 'failed'

type Draft<T> = {
  /** An offer to bring a draft back, while there is one nobody decided about. */
  offer: React.ReactNode
  /** What the save bar says of it. */
  note: string
  /** Something is here that was not saved. */
  isChanged: boolean
  /** Call it on every change. */
  keep: (values: T) => void
  /** Call it when the thing itself was saved, or another's taken instead. */
  drop: () => void
}

/** An editor keeps what was typed on the server, per user, 800 ms after the last key; who comes
 * back after a crash is offered it, who leaves on purpose is asked first. `revision` is that of the thing edited: when another has saved
 * it meanwhile, the offer says so. */
export function useDraft<T extends object>(
  key: string,
  revision: number | undefined,
  restore: (values: T) => void,
): Draft<T> {
  const { t } = useTranslation()
  const stored = useStoredDraft<T>(key)
  const put = usePutDraft()
  const [state, setState] = useState<State>('idle')
  const [decided, setDecided] = useState(false)
  const [isChanged, setChanged] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const { mutate, mutateAsync } = put
  useEffect(() => () => clearTimeout(timer.current), [])
  const keep = useCallback(
    (values: T) => {
      setDecided(true)
      setChanged(true)
      setState('waiting')
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        setState('saving')
        mutate(
          { key, value: { revision: revision ?? 0, values } },
          { onSuccess: () => setState('kept'), onError: () => setState('failed') },
        )
      }, WAIT_MS)
    },
    [key, revision, mutate],
  )
  const drop = useCallback(() => {
    clearTimeout(timer.current)
    setDecided(true)
    setChanged(false)
    setState('idle')
    return mutateAsync({ key, value: null }).catch(() => {})
  }, [key, mutateAsync])
  const { settled } = useUnsaved(isChanged, { onLeave: drop })
  const draft = stored.data?.value
  const offer =
    draft && !decided ? (
      <Alert
        type={draft.revision === (revision ?? 0) ? 'info' : 'warning'}
        showIcon
        title={
          <span>
            {t('pick.draftFound')} <Time at={stored.data?.changed_at} relative />
          </span>
        }
        description={draft.revision === (revision ?? 0) ? undefined : t('pick.draftStale')}
        action={
          <span className="row">
            <Button
              size="small"
              type="primary"
              onClick={() => {
                setDecided(true)
                setChanged(true)
                setState('kept')
                restore(draft.values)
              }}
            >
              {t('pick.draftRestore')}
            </Button>
            <Button size="small" onClick={() => void drop()}>
              {t('pick.draftDrop')}
            </Button>
          </span>
        }
      />
    ) : null
  const note = state === 'idle' ? '' : t(`pick.draft_${state}`)
  return {
    offer,
    note,
    isChanged,
    keep,
    drop: () => {
      settled()
      void drop()
    },
  }
}
