import { useLang, useWord } from '@/i18n'
import { int } from '../format'

/** How far a job is, as "120 / 400 customers"; alone what was done, when nobody knew how much there is or more came meanwhile. */
export function JobCount({ job }: { job: { done: number; total: number; unit: string } }) {
  const lang = useLang()
  const word = useWord()
  const of = job.total > 0 && job.total >= job.done ? ` / ${int(job.total, lang)}` : ''
  return `${int(job.done, lang)}${of} ${word('unit', job.unit)}`
}
