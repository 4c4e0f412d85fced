import { type ReactNode, Suspense } from 'react'
import { lazy } from '@/ui/page/lazy'

export type ConfirmTypedProps = {
  open: boolean
  title: string
  text: ReactNode
  word: string
  action: string
  busy: boolean
  onConfirm: () => void
  onClose: () => void
}

const Dialog = lazy(() => import('./ConfirmTypedDialog'))

/** For what cannot be undone: the user types a word before the button works. */
export function ConfirmTyped(props: ConfirmTypedProps) {
  return <Suspense>{props.open && <Dialog {...props} />}</Suspense>
}
