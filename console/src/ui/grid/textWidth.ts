const WIDE = 15
const NARROW = 9

/** Pixels a text of the usual size takes at most, near enough to tell whether it fits. */
export function textWidth(text: string): number {
  let width = 0
  for (let i = 0; i < text.length; i++) width += text.charCodeAt(i) > 0x2e7f ? WIDE : NARROW
  return width
}
