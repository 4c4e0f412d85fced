import { Segmented, TreeSelect } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useListFailed } from '@/ui/page/ListFailed'
import { useAllStaff, useDepartments } from '../queries'
import { byDepartment, byStore, staffOf } from './tree'

export type Props = {
  id?: string
  value?: string[]
  onChange?: (ids: string[]) => void
  label: string
  /** Staff that cannot be chosen here, because they are chosen elsewhere. */
  without?: string[]
  /** Also those who cannot have customers. */
  all?: boolean
}

export default function StaffTree({ id, value = [], onChange, label, without = [], all }: Props) {
  const { t } = useTranslation()
  const staff = useAllStaff()
  const failed = useListFailed(staff)
  const departments = useDepartments()
  const [by, setBy] = useState<'department' | 'store'>('department')
  const tree = useMemo(() => {
    const usable = (staff.data ?? []).filter(
      (s) => s.status !== 'left' && (all || s.is_contact) && !without.includes(s.id),
    )
    return by === 'department'
      ? byDepartment(departments.data?.items ?? [], usable)
      : byStore(usable, t('pick.noStore'))
  }, [staff.data, departments.data, by, all, without, t])
  return (
    <TreeSelect
      id={id}
      aria-label={label}
      multiple
      treeCheckable
      showCheckedStrategy={TreeSelect.SHOW_CHILD}
      treeData={tree}
      value={value}
      onChange={(picked: string[]) => onChange?.(staffOf(picked, tree))}
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeExpandAction="click"
      placeholder={t('pick.staff')}
      loading={staff.isPending && staff.isFetching}
      {...(failed ? { notFoundContent: failed } : {})}
      maxTagCount="responsive"
      allowClear
      style={{ width: '100%' }}
      popupRender={(menu) => (
        <>
          <div style={{ padding: 6 }}>
            <Segmented
              size="small"
              value={by}
              onChange={setBy}
              options={[
                { value: 'department', label: t('pick.byDepartment') },
                { value: 'store', label: t('pick.byStore') },
              ]}
            />
          </div>
          {menu}
        </>
      )}
    />
  )
}
