import { useEffect, useRef } from 'react'
import { type Me, useMe } from '@/api/me'

/** Who works here, and through whose eyes; names and events that were told are for those alone. */
const eyesOf = ({ user, view_as: view }: Me) =>
  [user.id, view?.until && (view.user_id ?? `role ${view.role_id}`)].filter(Boolean).join(' as ')

/** Another tab shares the session: when somebody else signs in there, or sees as another, this page begins anew. */
export function useSameEyes(): void {
  const eyes = eyesOf(useMe())
  const first = useRef(eyes)
  useEffect(() => {
    if (eyes !== first.current) location.reload()
  }, [eyes])
}
