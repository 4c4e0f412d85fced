import { Skeleton } from 'antd'
import { type ComponentType, Suspense } from 'react'
import { lazy } from '@/ui/page/lazy'
import type { Look, LookProps } from './types'

const ChartLook = lazy(() => import('./looks/chart/ChartLook'))
const LOOKS: Partial<Record<Look, ComponentType<LookProps>>> = {
  number: lazy(() => import('./looks/plain/NumberLook')),
  pivot: lazy(() => import('./looks/pivot/PivotLook')),
  table: lazy(() => import('./looks/plain/TableLook')),
  funnel: lazy(() => import('./looks/flow/FunnelLook')),
  cohort: lazy(() => import('./looks/grid/CohortLook')),
  matrix: lazy(() => import('./looks/grid/MatrixLook')),
  sankey: lazy(() => import('./looks/flow/SankeyLook')),
  moves: lazy(() => import('./looks/flow/MovesLook')),
  attribution: lazy(() => import('./looks/chart/AttributionLook')),
  calendar: lazy(() => import('./looks/grid/CalendarLook')),
  divisions: lazy(() => import('./looks/grid/DivisionsLook')),
  spread: lazy(() => import('./looks/people/SpreadLook')),
  cells: lazy(() => import('./looks/people/CellsLook')),
  rfm: lazy(() => import('./looks/people/RfmLook')),
  lift: lazy(() => import('./looks/people/LiftLook')),
  curve: lazy(() => import('./looks/chart/CurveLook')),
}

/** An answer as it is to be looked at; a look it cannot have is the table. */
export function AnswerView(props: LookProps & { look: Look }) {
  const isChart = ['line', 'area', 'bar', 'stacked'].includes(props.look)
  const One = LOOKS[props.look] ?? LOOKS.table!
  return <Suspense fallback={<Skeleton active />}>{isChart ? <ChartLook {...props} /> : <One {...props} />}</Suspense>
}
