const OPEN = '.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open'

const openLayers = () => [...document.querySelectorAll<HTMLElement>(OPEN)]
/** One that opens out of another has a height of its own; of all others the last lies on top. */
const height = (layer: HTMLElement) => Number(layer.style.zIndex)

/** The dialog or drawer that lies over all others; undefined while none is open. */
export const topLayer = (): HTMLElement | undefined =>
  openLayers().reduce<HTMLElement | undefined>((top, l) => (top && height(top) > height(l) ? top : l), undefined)

const saidUnder = new WeakMap<Element, HTMLElement[]>()
/** A ref for what is said beside the layers, like a toast: it belongs to those that were open when it appeared. */
export function noteLayers(element: HTMLElement | null): void {
  if (element && !saidUnder.has(element)) saidUnder.set(element, openLayers())
}

/** Whether something is not behind the topmost layer: in it, or said while it was open. */
export function isBefore(element: HTMLElement, top: HTMLElement | undefined): boolean {
  return !top || top.contains(element) || Boolean(saidUnder.get(element)?.includes(top))
}
