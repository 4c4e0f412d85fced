import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { reasonText, useLang } from '@/i18n'
import { int } from '@/ui/format'

const SHOWN = 200

/** Rows of a file that are not taken, each with its reason; nothing when all are. */
export function Refusals({ rows }: { rows: { row: number; reason: string; value?: string | null }[] }) {
  const { t } = useTranslation()
  const lang = useLang()
  if (rows.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={t('common.rowsSkipped', { n: int(rows.length, lang) })}
      description={
        <ul className="refusals">
          {rows.slice(0, SHOWN).map((x) => (
            <li key={x.row}>
              {t('common.rowRefused', { n: x.row, reason: reasonText(x.reason) })}
              {x.value && <code className="mono"> {x.value}</code>}
            </li>
          ))}
          {rows.length > SHOWN && <li>{t('common.rowsMore', { n: int(rows.length - SHOWN, lang) })}</li>}
        </ul>
      }
    />
  )
}
