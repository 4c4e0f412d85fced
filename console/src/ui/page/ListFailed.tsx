import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../Feedback'

/** In place of a choice that could not be read; undefined where it could: then the list speaks for itself. */
export function useListFailed(query: { data: unknown; error: unknown; refetch: () => unknown }) {
  const { t } = useTranslation()
  if (!query.error || query.data !== undefined) return undefined
  return (
    <span role="alert" className="stack tight">
      {sentenceOf(query.error)}
      <Button size="small" onClick={() => void query.refetch()}>
        {t('common.retry')}
      </Button>
    </span>
  )
}
