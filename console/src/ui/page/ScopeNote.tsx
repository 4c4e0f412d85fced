import { EyeOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useLang } from '@/i18n'

type Told = { scope?: Schemas['ScopeTold'] }

/** To who sees a part of the brand, in words; who sees all needs no word. */
export const useScopeWords = () => {
  const lang = useLang()
  return (scope: Schemas['ScopeTold'] | undefined): string | null =>
    !scope || scope.word === 'all' ? null : lang === 'en-US' ? scope.sentence_en : scope.sentence_zh
}

/** Whose customers a figure is of. */
export function ScopeNote({ scope }: Told) {
  const words = useScopeWords()(scope)
  if (words === null) return null
  return (
    <span className="scope-note">
      <EyeOutlined aria-hidden /> {words}
    </span>
  )
}

/** The same where there is room for a sign only. */
export function ScopeMark({ scope, of }: Told & { of: string }) {
  const { t } = useTranslation()
  const words = useScopeWords()(scope)
  if (words === null) return null
  return (
    <Popover trigger={['click', 'hover']} title={t('common.scopeOf', { name: of })} content={words}>
      <Button
        size="small"
        type="text"
        className="scope-mark"
        data-words={words}
        data-no-picture
        icon={<EyeOutlined />}
        aria-label={t('common.scopeSaid', { name: of, words })}
      />
    </Popover>
  )
}
