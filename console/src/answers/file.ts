/** Hands the browser something to keep. */
export function saveFile(name: string, href: string) {
  const link = document.createElement('a')
  link.href = href
  link.download = name
  link.click()
}
