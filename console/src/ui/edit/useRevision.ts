import { type RefObject, useRef } from 'react'
import { useFail } from '../Feedback'

type Revised = { revision: number }
type Conflict = { reload: () => void; overwrite: () => void }

/** The revision a change was begun on, however often what is changed is read again meanwhile: a save after somebody
 * else's is a conflict.  What decides it begins anew on the latest: with theirs, or with what is here. */
export function useRevision<T extends Revised>(
  began: T | undefined,
  refetch?: () => Promise<{ data?: T; error?: unknown }>,
): [RefObject<number | undefined>, (take: (latest: T) => void, save: (latest: T) => void) => Conflict] {
  const revision = useRef(began?.revision)
  const fail = useFail()
  const onLatest = async (then: (latest: T) => void) => {
    const latest = await refetch?.()
    if (latest?.error) fail(latest.error)
    if (latest?.error || !latest?.data) return
    revision.current = latest.data.revision
    then(latest.data)
  }
  return [revision, (take, save) => ({ reload: () => void onLatest(take), overwrite: () => void onLatest(save) })]
}
