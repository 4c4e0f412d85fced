import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import base from './base.zh-CN'
import { readAsked } from './parts'
import type zh from './zh-CN'

export type Lang = 'zh-CN' | 'en-US'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 't'
    resources: { t: typeof zh }
  }
}

const stored = () => {
  try {
    return localStorage.getItem('weft.lang')
  } catch {
    return null
  }
}

/** Sentences of reasons come beside the first page, not before it: nothing has failed yet. */
let reasons: Record<string, string> = {}
const readReasons = async (lang: Lang) => {
  const read = lang === 'en-US' ? import('./reasons.en-US') : import('./reasons.zh-CN')
  reasons = (await read).default
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    ns: ['t'],
    defaultNS: 't',
    resources: { 'zh-CN': { t: base } },
    interpolation: { escapeValue: false },
  })
  if (stored() === 'en-US') await setLang('en-US')
  else void readReasons('zh-CN').then(() => i18next.emit('languageChanged', 'zh-CN'))
}

export async function setLang(lang: Lang): Promise<void> {
  if (lang === 'en-US') {
    const [words] = await Promise.all([import('./en-US'), readReasons(lang)])
    i18next.addResourceBundle('en-US', 't', words.default)
  } else await Promise.all([readAsked(), readReasons(lang)])
  await i18next.changeLanguage(lang)
  document.documentElement.lang = lang
  try {
    localStorage.setItem('weft.lang', lang)
  } catch {
    // a browser without storage forgets the choice
  }
}

export const langOf = (text: string): Lang => (text === 'en-US' ? 'en-US' : 'zh-CN')

export function useLang(): Lang {
  return langOf(useTranslation().i18n.language)
}

/** The sentence of a reason, or a general one: a newer server may know more reasons. */
export function reasonText(reason: string | null | undefined, more?: unknown): string {
  if (!reason) return ''
  const text = reasons[reason] ?? reasons['unknown.reason']?.replace('{{reason}}', reason) ?? reason
  return text.includes('{{') ? filled(text, more) : text
}
/** What the server tells beside the reason stands in the sentence. */
const filled = (text: string, more: unknown) =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = (more as Record<string, unknown> | null)?.[name]
    return typeof value === 'number' ? value.toLocaleString('en-US') : typeof value === 'string' ? value : '—'
  })

const labelsOf = (lang: Lang, group: string): Record<string, string> | undefined =>
  i18next.getResource(lang, 't', `words.${group}`)

/** The label of an enum word: `words.<group>.<value>`, or the word itself when unknown. Lists ask it for each
 * cell: the dictionary is read as it lies, nothing is put together. */
export function useWord(): (group: keyof (typeof zh)['words'], value: string | null | undefined) => string {
  const lang = useLang()
  return useCallback(
    (group, value) => (value ? (labelsOf(lang, group)?.[value.replaceAll('.', '_')] ?? value) : '—'),
    [lang],
  )
}
/** All words of a group, each with what it is called. */
export function useWords(): (group: keyof (typeof zh)['words']) => [string, string][] {
  const lang = useLang()
  return useCallback((group) => Object.entries(labelsOf(lang, group) ?? {}), [lang])
}
