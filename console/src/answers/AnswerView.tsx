import { Skeleton } from 'antd'
import { type ComponentType, lazy, Suspense } from 'react'
import type { Look, LookProps } from './types'

const ChartLook = lazy(() => import('./looks/ChartLook'))
const LOOKS: Partial<Record<Look, ComponentType<LookProps>>> = {
  number: lazy(() => import('./looks/NumberLook')),
  table: lazy(() => import('./looks/TableLook')),
  funnel: lazy(() => import('./looks/FunnelLook')),
  cohort: lazy(() => import('./looks/CohortLook')),
  matrix: lazy(() => import('./looks/MatrixLook')),
  sankey: lazy(() => import('./looks/SankeyLook')),
  attribution: lazy(() => import('./looks/AttributionLook')),
  curve: lazy(() => import('./looks/CurveLook')),
}

/** An answer as it is to be looked at; a look it cannot have is the table. */
export function AnswerView(props: LookProps & { look: Look }) {
  const isChart = ['line', 'area', 'bar', 'stacked'].includes(props.look)
  const One = LOOKS[props.look] ?? LOOKS.table!
  return <Suspense fallback={<Skeleton active />}>{isChart ? <ChartLook {...props} /> : <One {...props} />}</Suspense>
}
