import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { reasonText } from '@/i18n'
import { notTaken } from './mapping'
import type { CustomerImport } from './queries'

/** Says which columns of the file go nowhere, rather than dropping them in silence. */
export function NotTaken(props: { file: CustomerImport; fields: string[] }) {
  const { t } = useTranslation()
  const { columns, reasons } = notTaken(props.file, props.fields)
  if (columns.length === 0) return null
  const names = columns.map((c) => c.name || t('customer.import.columnNo', { n: c.index + 1 })).join('、')
  return (
    <Alert
      type={reasons.length > 0 ? 'warning' : 'info'}
      showIcon
      title={t('customer.import.notTaken', { names })}
      description={reasons.length > 0 ? reasons.map(reasonText).join(' ') : undefined}
    />
  )
}
