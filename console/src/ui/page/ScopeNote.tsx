import { EyeOutlined } from '@ant-design/icons'
import type { Schemas } from '@/api/client'
import { useLang } from '@/i18n'

/** Whose customers a figure is of, to who sees a part of the brand; who sees all needs no word. */
export function ScopeNote({ scope }: { scope?: Schemas['ScopeTold'] }) {
  const lang = useLang()
  if (!scope || scope.word === 'all') return null
  return (
    <span className="scope-note">
      <EyeOutlined aria-hidden /> {lang === 'en-US' ? scope.sentence_en : scope.sentence_zh}
    </span>
  )
}
