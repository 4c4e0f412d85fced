/** From where to where one goes within the console. */
export type Move = Record<'current' | 'next', { pathname: string; search: unknown }>

/** A form on the page, as far as going away concerns it. */
export type Form = {
  /** Whether something typed there is lost by this move, or by leaving the console. */
  loses: (move?: Move) => boolean
  /** Asks whether it may be. */
  ask: () => Promise<boolean>
  /** It is given up: the way is free at once. What is kept of it elsewhere goes, too. */
  drop: () => unknown
}

/** All forms of the page, the one on top last. */
export const forms = new Set<Form>()
let asked: Promise<boolean> | null = null
let dropped: Promise<unknown> = Promise.resolve()
let isEnding = false

/** The page ends with all that was asked about already. */
export const isPageEnding = () => isEnding

/** Whether one may go on: one question for all forms that lose by it, however often one tries while it stands. */
export async function mayGo(loses: (form: Form) => boolean): Promise<boolean> {
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
