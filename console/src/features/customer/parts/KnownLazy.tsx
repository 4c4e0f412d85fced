import { Suspense } from 'react'
import { lazy } from '@/ui/page/lazy'

const Known = lazy(() => import('../known/Known').then((m) => ({ default: m.Known })))

/** Attributes come when somebody looks at them. */
export function KnownLazy({ id }: { id: string }) {
  return (
    <Suspense fallback={null}>
      <Known id={id} />
    </Suspense>
  )
}
