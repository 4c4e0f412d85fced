import { InfoCircleOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { DEFS, type Def } from '../defs'

/** ⓘ: what a figure means, in the words of docs/metrics.md. */
export function Info({ def, name }: { def: Def; name: string }) {
  const { t } = useTranslation()
  const lang = useLang()
  return (
    <Popover trigger={['click', 'hover']} content={<p className="board-def">{DEFS[lang][def]}</p>} title={name}>
      <Button
        type="text"
        size="small"
        className="board-info"
        icon={<InfoCircleOutlined />}
        aria-label={t('insight.about', { name })}
      />
    </Popover>
  )
}
