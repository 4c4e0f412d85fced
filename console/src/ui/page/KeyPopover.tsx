import { Popover, type PopoverProps } from 'antd'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'

const FOCUSABLE = 'a[href],button:not(:disabled),input:not(:disabled),select,textarea,[tabindex="0"]'
const FRAMES_MAX = 30

/** Takes the focus when it comes, and gives it back to where it was. */
function Content({ children, onClose }: { children: ReactNode; onClose: () => void }) {
  const box = useRef<HTMLDivElement>(null)
  const from = useRef<HTMLElement | null>(null)
  useEffect(() => {
    from.current = document.activeElement as HTMLElement | null
    let frame = 0
    let left = FRAMES_MAX
    // It is placed before it is shown, and takes no focus until then.
    const take = () => {
      box.current?.focus({ preventScroll: true })
      if (document.activeElement !== box.current && --left > 0) frame = requestAnimationFrame(take)
    }
    take()
    return () => cancelAnimationFrame(frame)
  }, [])
  const onKey = (e: KeyboardEvent<HTMLDivElement>) => {
    const all = [...e.currentTarget.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((x) => x.getClientRects().length)
    const edge = e.shiftKey ? [box.current, all[0]] : [all.at(-1)]
    const leaves = e.key === 'Tab' && (all.length === 0 || edge.includes(document.activeElement as HTMLElement))
    if (e.defaultPrevented || (e.key !== 'Escape' && !leaves)) return
    e.preventDefault()
    e.stopPropagation()
    onClose()
    from.current?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is in it is operated, it only hears Esc and Tab
    <div ref={box} tabIndex={-1} className="key-popover" onKeyDown={onKey}>
      {children}
    </div>
  )
}

/** A popover for the keyboard, too: opened it has the focus; Esc, and Tab at its end, close it and lead back. */
export function KeyPopover(props: Omit<PopoverProps, 'content'> & { content: ReactNode }) {
  const [own, setOwn] = useState(false)
  const { content, open = own, onOpenChange = setOwn, ...rest } = props
  return (
    <Popover
      {...rest}
      open={open}
      onOpenChange={onOpenChange}
      destroyOnHidden
      content={<Content onClose={() => onOpenChange(false)}>{content}</Content>}
    />
  )
}
