import { type RouterHistory, useBlocker, useRouter } from '@tanstack/react-router'
import { App } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** From where to where one goes within the console. */
type Move = Record<'current' | 'next', { pathname: string; search: unknown }>

/** A form on the page, as far as going away concerns it. */
type Form = {
  /** Whether something typed there is lost by this move, or by leaving the console. */
  loses: (move?: Move) => boolean
  /** Asks whether it may be. */
  ask: () => Promise<boolean>
  /** It is given up: the way is free at once. What is kept of it elsewhere goes, too. */
  drop: () => unknown
}

/** All forms of the page, the one on top last. */
const forms = new Set<Form>()
let asked: Promise<boolean> | null = null
let dropped: Promise<unknown> = Promise.resolve()
/** The page ends, and what is lost by it was asked about. */
let isEnding = false

/** Whether one may go on: one question for all forms that lose by it, however often one tries while it stands. */
async function mayGo(loses: (form: Form) => boolean): Promise<boolean> {
  const lost = [...forms].filter(loses)
  const top = lost.at(-1)
  if (!top) return true
  if (asked) return (await asked) && mayGo(loses)
  asked = top.ask().then((goes) => {
    asked = null
    if (goes) dropped = Promise.allSettled(lost.map((form) => form.drop()))
    return goes
  })
  return asked
}

/** Does what ends this page for good, such as signing out: not before one has agreed to what is lost by it. */
export async function endPage(act: () => Promise<unknown>): Promise<void> {
  if (!(await mayGo((form) => form.loses()))) return
  await dropped
  isEnding = true
  try {
    await act()
  } catch (error) {
    isEnding = false
    throw error
  }
}

export type Unsaved = {
  /** It was saved or given up: the way is free at once, before the page is drawn again. */
  settled: () => void
  /** Does what loses it, if that is wanted: asks first while there is something to lose. */
  leave: (then: () => void) => void
}

export type Held = {
  /** What of the address, beside the path, says what is worked on; all else (filters, tabs) only how it is looked at. */
  holds?: readonly string[]
  /** When one goes all the same. */
  onLeave?: () => unknown
}

/** The address is that of the page again, however many steps Back has gone while it was asked about. */
function bringBack(history: RouterHistory) {
  const at: number | undefined = window.history.state?.__TSR_index
  const steps = at === undefined ? 0 : history.location.state.__TSR_index - at
  if (steps !== 0) window.history.go(steps)
}

/** Nothing typed is lost without a question: asked before another page opens, and by the browser before it closes or
 * loads anew.  Whether there is something to lose is looked at then, where it can be before the page is drawn again. */
export function useUnsaved(isUnsaved: boolean | (() => boolean), { holds = [], onLeave }: Held = {}): Unsaved {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const { history } = useRouter()
  const isFree = useRef(false)
  /** Takes the question away, as if one had stayed. */
  const withdraw = useRef(() => {})
  const settled = () => {
    isFree.current = true
  }
  const isLost = typeof isUnsaved === 'function' ? isUnsaved : () => isUnsaved
  const now: Form = {
    loses: (move) => {
      const [from, to] = [move?.current.search, move?.next.search] as Record<string, unknown>[]
      const isSame =
        move?.current.pathname === move?.next.pathname && holds.every((name) => from?.[name] === to?.[name])
      return isLost() && !isFree.current && !isEnding && !(move && isSame)
    },
    ask: async () => {
      const goes = await new Promise<boolean>((resolve) => {
        const { destroy } = modal.confirm({
          title: t('common.unsavedTitle'),
          content: t('common.unsavedText'),
          okText: t('common.unsavedDrop'),
          okButtonProps: { danger: true },
          cancelText: t('common.unsavedStay'),
          focusable: { autoFocusButton: 'cancel' },
          onOk: () => resolve(true),
          onCancel: () => resolve(false),
        })
        withdraw.current = () => {
          destroy()
          resolve(false)
        }
      })
      if (!goes) bringBack(history)
      return goes
    },
    drop: () => {
      settled()
      return onLeave?.()
    },
  }
  const latest = useRef(now)
  latest.current = now
  const [form] = useState<Form>(() => ({
    loses: (move) => latest.current.loses(move),
    ask: () => latest.current.ask(),
    drop: () => latest.current.drop(),
  }))
  useEffect(() => {
    isFree.current = false
  })
  useEffect(() => {
    forms.add(form)
    return () => {
      forms.delete(form)
      withdraw.current()
    }
  }, [form])
  useBlocker({
    disabled: isUnsaved === false,
    enableBeforeUnload: () => form.loses(),
    shouldBlockFn: async ({ current, next, action }) => {
      if (await mayGo((one) => one.loses({ current, next }))) return false
      // Of several steps back the history would undo each as if it were the only one; all are undone when one stays.
      return action === 'PUSH' || action === 'REPLACE' || new Promise(() => {})
    },
  })
  return {
    settled,
    leave: (then) => {
      if (!form.loses()) return then()
      void mayGo((one) => one === form && one.loses()).then((goes) => goes && then())
    },
  }
}
