import { Dropdown, type DropdownProps } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { isByKeys } from './lastInput'

/** What opens takes the focus while the key is still down, and its first button would be pressed by the same Enter.
 * An item whose link has not the focus itself, as the first of a menu just opened, is followed all the same. */
const enter = (e: KeyboardEvent) => {
  const at = e.target as Element
  if (e.key !== 'Enter' || at.closest('a[href]')) return
  e.preventDefault()
  at.closest('[role=menuitem]')?.querySelector<HTMLElement>('a[href]')?.click()
}

/** A menu under a button; opened by a key it has the focus, so that the arrows move in it. */
export function KeyDropdown({ menu, ...props }: DropdownProps) {
  const [byKeys, setByKeys] = useState(false)
  return (
    <Dropdown
      trigger={['click']}
      {...props}
      menu={{ ...menu, onKeyDown: enter }}
      autoFocus={byKeys}
      onOpenChange={(open, info) => {
        setByKeys(isByKeys())
        props.onOpenChange?.(open, info)
      }}
    />
  )
}
