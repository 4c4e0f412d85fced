import { type Lang, useLang, useWord } from '.'

/** The server titles a job in Chinese, what it does before whom or what it is about. In English the kind says the first. */
export function jobTitleIn(lang: Lang, kind: string, title: string): string {
  if (lang === 'zh-CN') return title || kind
  const about = title.match(/[:：](.*)$/)?.[1]?.trim()
  return about ? `${kind}: ${about}` : kind
}

export function useJobTitle(): (job: { kind: string; title: string }) => string {
  const lang = useLang()
  const word = useWord()
  return (job) => jobTitleIn(lang, word('job_kind', job.kind), job.title)
}
