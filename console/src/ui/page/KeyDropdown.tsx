import { Dropdown, type DropdownProps } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { isByKeys } from './lastInput'

/** What opens takes the focus while the key is still down, and its first button would be pressed by the same Enter. */
const swallow = (e: KeyboardEvent) => {
  if (e.key === 'Enter' && !(e.target as Element).closest('a[href]')) e.preventDefault()
}

/** A menu under a button; opened by a key it has the focus, so that the arrows move in it. */
export function KeyDropdown({ menu, ...props }: DropdownProps) {
  const [byKeys, setByKeys] = useState(false)
  return (
    <Dropdown
      trigger={['click']}
      {...props}
      menu={{ ...menu, onKeyDown: swallow }}
      autoFocus={byKeys}
      onOpenChange={(open, info) => {
        setByKeys(isByKeys())
        props.onOpenChange?.(open, info)
      }}
    />
  )
}
