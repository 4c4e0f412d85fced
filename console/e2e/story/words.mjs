// What the console says, in the language of a walk: from its own dictionaries, so that a reworded button is found.
const FILES = [
  'app/i18n',
  'i18n/common',
  'pickers/i18n',
  'pickers/event',
  ...['acquire', 'channel', 'customer', 'home', 'insight', 'org', 'reach'].map((f) => `features/${f}/i18n`),
]

/** t('acquire.slotName', { n: 1 }) as the console would say it; what it does not know is an error. */
export async function wordsOf(lang) {
  const parts = await Promise.all(FILES.map((file) => import(`../../src/${file}.${lang}.ts`)))
  const words = Object.assign({}, ...parts)
  const { default: reasons } = await import(`../../src/i18n/reasons.${lang}.ts`)
  const t = (key, values = {}) => {
    const text = key.split('.').reduce((node, part) => node?.[part], words)
    if (typeof text !== 'string') throw new Error(`no words for ${key} in ${lang}`)
    return text.replace(/\{\{(\w+)\}\}/g, (_, name) => String(values[name]))
  }
  return Object.assign(t, { reason: (key) => reasons[key] })
}
