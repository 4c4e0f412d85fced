import { Select } from 'antd'
import { Suspense } from 'react'
import { useListFailed } from '@/ui/page/ListFailed'
import { lazy } from '@/ui/page/lazy'
import { useAllStaff } from './queries'
import type { Props } from './staff/StaffTree'

const StaffTree = lazy(() => import('./staff/StaffTree'))

/** Several staff, from the tree of departments or of stores; a branch picks all below it. */
export function StaffPicker(props: Props) {
  return (
    <Suspense fallback={<Select id={props.id} aria-label={props.label} disabled loading style={{ width: '100%' }} />}>
      <StaffTree {...props} />
    </Suspense>
  )
}

/** One member of staff, for filters. */
export function StaffSelect(props: { value?: string; onChange: (id: string | undefined) => void; label: string }) {
  const staff = useAllStaff()
  const failed = useListFailed(staff)
  return (
    <Select
      aria-label={props.label}
      placeholder={props.label}
      value={props.value}
      onChange={props.onChange}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      loading={staff.isPending && staff.isFetching}
      {...(failed ? { notFoundContent: failed } : {})}
      options={(staff.data ?? []).map((s) => ({ value: s.id, label: s.name }))}
      style={{ minWidth: 140 }}
    />
  )
}
