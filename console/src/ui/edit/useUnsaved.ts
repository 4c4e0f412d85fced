import { useBlocker } from '@tanstack/react-router'
import { App } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

/** What of an address says what is worked on; all else (filters, tabs) only how it is looked at. */
const OPENS = ['edit', 'open'] as const

export type Unsaved = {
  /** It was saved or given up: the way is free at once, before the page is drawn again. */
  settled: () => void
  /** Does what loses it, if that is wanted: asks first while there is something to lose. */
  leave: (then: () => void) => void
}

/** Nothing typed is lost without a question: asked before another page opens, and by the browser before it closes or
 * loads anew.  `onLeave` when one goes all the same. */
export function useUnsaved(isUnsaved: boolean, onLeave?: () => void): Unsaved {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const isFree = useRef(false)
  const asked = useRef<{ answer: Promise<boolean>; close: () => void } | null>(null)
  useEffect(() => {
    isFree.current = false
  })
  useEffect(() => () => asked.current?.close(), [])
  const ask = () => {
    if (asked.current) return asked.current.answer
    let close = () => {}
    const answer = new Promise<boolean>((resolve) => {
      close = modal.confirm({
        title: t('common.unsavedTitle'),
        content: t('common.unsavedText'),
        okText: t('common.unsavedDrop'),
        okButtonProps: { danger: true },
        cancelText: t('common.unsavedStay'),
        focusable: { autoFocusButton: 'cancel' },
        onOk: () => resolve(true),
        onCancel: () => resolve(false),
      }).destroy
    }).then((goes) => {
      asked.current = null
      if (goes) onLeave?.()
      return goes
    })
    asked.current = { answer, close }
    return answer
  }
  useBlocker({
    disabled: !isUnsaved,
    enableBeforeUnload: () => !isFree.current,
    shouldBlockFn: async ({ current, next }) => {
      const search = [current.search, next.search] as Record<string, unknown>[]
      const isSame =
        current.pathname === next.pathname && OPENS.every((name) => search[0]?.[name] === search[1]?.[name])
      return !isFree.current && !isSame && !(await ask())
    },
  })
  const settled = () => {
    isFree.current = true
  }
  return {
    settled,
    leave: (then) => {
      if (!isUnsaved || isFree.current) return then()
      void ask().then((goes) => {
        if (!goes) return
        settled()
        then()
      })
    },
  }
}
