import { Suspense } from 'react'
import { useCan, useHas } from '@/api/me'
import { lazy } from '@/ui/page/lazy'

const OrdersOf = lazy(() => import('@/features/shop/parts/OrdersOf'))

export const useSeesOrders = () => {
  const can = useCan()
  const has = useHas()
  return can('order.read') && has('shop')
}

export const Orders = ({ id }: { id: string }) => (
  <Suspense fallback={null}>
    <OrdersOf id={id} />
  </Suspense>
)
