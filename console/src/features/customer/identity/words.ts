import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { en } from './i18n.en-US'
import { zh } from './i18n.zh-CN'

const BOOKS = { 'zh-CN': zh, 'en-US': en }
type Sentence = { [Key in keyof typeof zh]: (typeof zh)[Key] extends string ? Key : never }[keyof typeof zh]
type Values = Record<string, string | number>

const filled = (text: string, values: Values) =>
  i18next.services.interpolator.interpolate(text, values, i18next.language, { escapeValue: false } as never)

/** The words of this folder: they come with its pages, the shell does not carry them. */
export function useSay() {
  useTranslation()
  const book: typeof zh = BOOKS[useLang()]
  const of = (list: Record<string, string>, key: string | null | undefined) => (key ? (list[key] ?? key) : '')
  const source = (key: string | null | undefined) => of(book.sources, key ? key.split(':')[0] : 'unknown')
  return {
    say: (key: Sentence, values: Values = {}) => filled(book[key], values),
    kind: (key: string | null | undefined) => of(book.kinds, key),
    source,
    acts: book.acts,
    levels: book.levels,
    /** "name:same phone:near" as a sentence. */
    facts: (why: string | null | undefined, lang: string) =>
      (why ?? '')
        .split(' ')
        .filter(Boolean)
        .map((one) => of(book.facts, one.replace(':', '_')))
        .join(lang === 'zh-CN' ? '、' : ', '),
  }
}
