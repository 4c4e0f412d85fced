import type { Board, Preset } from '@/answers/tile/queries'
import type { Lang } from '@/i18n'

/** A board that comes with the program, in the language of the person; it is nobody's. */
export function boardOf(preset: Preset, lang: Lang): Board {
  const isEnglish = lang === 'en-US'
  return {
    id: preset.key,
    name: isEnglish ? preset.name_en : preset.name_zh,
    tiles: preset.tiles.map((t) => ({ ...t, title: isEnglish ? t.title.en : t.title.zh })),
    filter: {},
    is_shared: false,
    is_open: false,
    sort: 0,
    revision: 0,
    is_mine: false,
    may_edit: false,
    owner_name: null,
    changed_at: '',
  }
}
