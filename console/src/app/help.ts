import { useQuery } from '@tanstack/react-query'
import type { Lang } from '@/i18n'
import type { HelpBook, HelpPage } from '@/i18n/help'

type Book = () => Promise<{ help: HelpBook }>
/** The books lie beside the features, one per language, and are loaded when asked for. */
const books = import.meta.glob(['../features/*/help.*.ts', '../features/*/*/help.*.ts']) as Record<string, Book>

export async function helpOf(path: string, lang: Lang): Promise<HelpPage | null> {
  const wanted = Object.entries(books).filter(([file]) => file.endsWith(`help.${lang}.ts`))
  for (const [, load] of wanted) {
    const page = (await load()).help[path]
    if (page) return page
  }
  return null
}

export const useHelp = (path: string | undefined, lang: Lang) =>
  useQuery({
    queryKey: ['help', path, lang],
    queryFn: () => (path ? helpOf(path, lang) : null),
    staleTime: Number.POSITIVE_INFINITY,
  })
