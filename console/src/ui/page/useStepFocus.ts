import { useEffect, useRef } from 'react'

const STOP = 'input:not([type=hidden]), textarea, button, a[href]'

/** Going on to another step takes the keys along, to the first stop of what is shown in the box now. */
export function useStepFocus(step: number) {
  const box = useRef<HTMLDivElement>(null)
  const was = useRef(step)
  useEffect(() => {
    if (was.current === step) return
    was.current = step
    const stops = [...(box.current?.querySelectorAll<HTMLElement>(STOP) ?? [])]
    stops.find((stop) => stop.offsetParent !== null)?.focus()
  }, [step])
  return box
}
