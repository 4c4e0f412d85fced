/** Styles that script makes carry the page's nonce. antd signs its own, but its measuring of scroll bars and its lock of
 * scrolling make theirs without, which the content policy refuses: the bar was then measured as another one. */
export function signStyles(nonce: string): void {
  const create = document.createElement
  document.createElement = function (this: Document, name: string, options?: ElementCreationOptions) {
    const element = create.call(this, name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  } as typeof document.createElement
}
