import i18next from 'i18next'

type Words = Record<string, Record<string, unknown>>
const files = import.meta.glob<Words>(['../features/*/i18n.zh-CN.ts', '../features/*/*/i18n.zh-CN.ts'])
/** The dictionaries of features by folder: "customer", "org", "org/access". */
const loaders = new Map(
  Object.entries(files).map(([path, load]) => [path.replace('../features/', '').replace('/i18n.zh-CN.ts', ''), load]),
)
const asked = new Set<string>()
const held = new Map<string, Promise<void>>()

const add = async (load: () => Promise<Words>) => {
  for (const [slice, words] of Object.entries(await load()))
    i18next.addResourceBundle('zh-CN', 't', { [slice]: words }, true)
}
const hold = (part: string): Promise<void> => {
  const load = loaders.get(part)
  if (!load) throw new Error(`no words of ${part}`)
  const adding = held.get(part) ?? add(load)
  held.set(part, adding)
  // What did not arrive is asked for again the next time.
  adding.catch(() => held.delete(part))
  return adding
}

/** The Chinese words of these features, or of all. English comes as a whole; its reader needs none of them until he
 * changes the language. */
export async function readParts(parts: readonly string[] = [...loaders.keys()]): Promise<void> {
  for (const part of parts) asked.add(part)
  if (i18next.language !== 'en-US') await readAsked()
}
export const readAsked = async (): Promise<void> => void (await Promise.all([...asked].map(hold)))
