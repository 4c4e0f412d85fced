import type { ReactNode } from 'react'
import { Await } from '../Feedback'
import { PageHead } from '../Page'

type Asked = { data: unknown; error: unknown; isPending: boolean; refetch: () => unknown }

/** A page about one thing, which names itself once it is there: until then, and when it cannot be had, one sees where
 * one is and the way back. */
export function PageAwait(props: { query: Asked; title: string; back: string; rows?: number; children: ReactNode }) {
  if (props.query.data !== undefined) return props.children
  return (
    <div className="page">
      <PageHead title={props.title} back={props.back} />
      <Await query={props.query} rows={props.rows} back={props.back}>
        {null}
      </Await>
    </div>
  )
}
