import { TreeSelect } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useDepartments } from '@/pickers/queries'
import { useOrgTree } from '../../queries'
import { type Place, placeChoices, placeOf, placeValue } from '../places'

/** Regions, stores and departments somebody is responsible for. */
export function Places({
  id,
  value = [],
  onChange,
}: {
  id?: string
  value?: Place[]
  onChange?: (places: Place[]) => void
}) {
  const { t } = useTranslation()
  const tree = useOrgTree()
  const departments = useDepartments()
  const choices = useMemo(
    () =>
      placeChoices(tree.data, departments.data?.items ?? [], {
        stores: t('nav.stores'),
        departments: t('org.departments'),
      }),
    [tree.data, departments.data, t],
  )
  return (
    <TreeSelect
      id={id}
      aria-label={t('access.places')}
      multiple
      treeData={choices}
      value={value.map(placeValue)}
      onChange={(values: string[]) => onChange?.(values.map(placeOf).filter((p) => p !== null))}
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeDefaultExpandedKeys={['stores', 'departments']}
      loading={tree.isPending || departments.isPending}
      allowClear
      maxTagCount={6}
      placeholder={t('access.placesOwn')}
      style={{ width: '100%' }}
    />
  )
}
