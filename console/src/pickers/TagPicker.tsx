import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useListFailed } from '@/ui/page/ListFailed'
import { useTagGroups } from './queries'

type Common = { id?: string; label: string; placeholder?: string }
type Props = Common &
  (
    | { multiple: true; value?: string[]; onChange?: (ids: string[]) => void }
    | { multiple?: false; value?: string; onChange?: (id: string | undefined) => void }
  )

/** Tags under their groups. */
export function TagPicker(props: Props) {
  const { t } = useTranslation()
  const groups = useTagGroups()
  const failed = useListFailed(groups)
  const options = (groups.data?.items ?? []).map((g) => ({
    label: `${g.name} · ${t(`words.tag_kind.${g.kind}`)}`,
    options: g.tags.map((tag) => ({ value: tag.id, label: tag.name })),
  }))
  const shared = {
    id: props.id,
    'aria-label': props.label,
    placeholder: props.placeholder ?? props.label,
    loading: groups.isPending,
    ...(failed ? { notFoundContent: failed } : {}),
    options,
    allowClear: true,
    showSearch: { optionFilterProp: 'label' },
  }
  if (props.multiple)
    return (
      <Select {...shared} mode="multiple" value={props.value} onChange={props.onChange} style={{ width: '100%' }} />
    )
  return <Select {...shared} value={props.value} onChange={props.onChange} style={{ minWidth: 140 }} />
}
