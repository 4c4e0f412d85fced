import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { GoLink } from '@/ui/url'

/** In place of the filters while the list holds the people behind a figure of a board. */
export default function BoardBar({ board, clear }: { board: string; clear: () => void }) {
  const { t } = useTranslation()
  const asked = new URLSearchParams(board)
  const figure = asked.get('figure') ?? ''
  if (asked.get('segment'))
    return (
      <div className="filters" role="status">
        <GoLink to={`/segments/${asked.get('segment')}`}>{t('nav.segments')}</GoLink>
        <Button type="text" icon={<CloseOutlined />} onClick={clear}>
          {t('common.clearFilters')}
        </Button>
      </div>
    )
  const name = t(`insight.figure.${figure as 'lost'}`, { n: asked.get('days') ?? 0 })
  return (
    <div className="filters" role="status">
      <span>
        {t('customer.list.fromBoard', { figure: name })}
        {asked.get('from') && (
          <span className="muted num">
            {' '}
            · {asked.get('from')} – {asked.get('to')}
          </span>
        )}
        {(asked.get('compare') ?? 'none') !== 'none' && (
          <span className="muted"> · {t('customer.list.fromBoardBefore')}</span>
        )}
      </span>
      <GoLink to={`/boards/growth?from=${asked.get('from') ?? ''}&to=${asked.get('to') ?? ''}`}>
        {t('nav.growth')}
      </GoLink>
      <Button type="text" icon={<CloseOutlined />} onClick={clear}>
        {t('common.clearFilters')}
      </Button>
    </div>
  )
}
