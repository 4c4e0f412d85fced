import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCodeNames } from '../queries'

/** A channel code by its name. */
export function CodeSelect(props: { value?: string | null; onChange?: (id?: string) => void; id?: string }) {
  const { t } = useTranslation()
  const codes = useCodeNames()
  return (
    <Select
      id={props.id}
      aria-label={t('oa.code')}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={props.value ?? undefined}
      onChange={(v?: string) => props.onChange?.(v)}
      options={(codes.data?.items ?? []).map((c) => ({ value: c.id, label: c.name }))}
      style={{ width: '100%' }}
    />
  )
}
