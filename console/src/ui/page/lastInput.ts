let byKeys = false
document.addEventListener('keydown', () => (byKeys = true), true)
document.addEventListener('pointerdown', () => (byKeys = false), true)

/** Whether the last thing somebody did was a key, not a pointer. */
export const isByKeys = () => byKeys
