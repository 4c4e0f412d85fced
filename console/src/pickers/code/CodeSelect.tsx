import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useListFailed } from '@/ui/page/ListFailed'
import { useCodeName, useCodesLike } from './queries'

type Props = {
  id?: string
  label: string
  placeholder?: string
  /** What stands for a code: its id, or the token its customers carry. */
  by?: 'id' | 'token'
  value?: string | null | undefined
  onChange?: (value: string | undefined) => void
  /** Values that are chosen already elsewhere. */
  without?: string[]
  width?: number | string
}

/** A channel code by its name: the server searches all of them, and one that is chosen has its name however old it is. */
export function CodeSelect({ by = 'id', width = '100%', ...props }: Props) {
  const [typed, setTyped] = useState('')
  const codes = useCodesLike(useDeferredValue(typed.trim()))
  const failed = useListFailed(codes)
  const chosen = useCodeName(by, props.value || undefined)
  const offered = (codes.data ?? []).filter((c) => c[by] !== chosen?.[by] && !props.without?.includes(c[by]))
  const shown = chosen && (!typed || chosen.name.includes(typed.trim())) ? [chosen, ...offered] : offered
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      aria-label={props.label}
      placeholder={props.placeholder}
      allowClear
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
      loading={codes.isFetching}
      {...(failed ? { notFoundContent: failed } : {})}
      value={props.value ?? null}
      labelRender={({ label, value }) => label ?? chosen?.name ?? value}
      onChange={(value: string | null | undefined) => props.onChange?.(value ?? undefined)}
      options={shown.map((c) => ({ value: c[by], label: c.name }))}
      style={{ width }}
    />
  )
}
