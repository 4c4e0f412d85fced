/** Lines of a text as networks: trimmed, without blanks and repeats. */
export const networksOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;，；]+/)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
]

const OCTET = /^(25[0-5]|2[0-4]\d|1?\d?\d)$/
/** Whether it looks like an address or a network; the server decides. */
export const isNetwork = (text: string): boolean => {
  const [address = '', bits, more] = text.split('/')
  if (more !== undefined) return false
  const isFour = address.split('.').length === 4 && address.split('.').every((part) => OCTET.test(part))
  const isSix = address.includes(':') && /^[0-9a-f:.]+$/i.test(address)
  if (!isFour && !isSix) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (isFour ? 32 : 128))
}
