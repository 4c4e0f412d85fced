import { DownOutlined, UpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { usePrefs } from '@/ui/prefs'
import { useNeighbours } from '../list/queries'

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.role === 'combobox')

/** The one before and the one after in the list one came from: buttons, K and J, Alt+↑ and Alt+↓. */
export function Neighbours(props: { id: string; resultId: string | undefined; onGo: (id: string) => void }) {
  const { t } = useTranslation()
  const lang = useLang()
  const place = useNeighbours(props.id, props.resultId).data
  const latest = useRef({ place, onGo: props.onGo })
  latest.current = { place, onGo: props.onGo }
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.isComposing || e.ctrlKey || e.metaKey || !latest.current.place) return
      const letter = !e.altKey && !isTyping(e.target) && usePrefs.getState().singleKeys ? e.key.toLowerCase() : ''
      const arrow = e.altKey ? e.key : ''
      if (document.querySelector('.ant-modal-wrap:not([style*="display: none"])')) return
      const next = letter === 'j' || arrow === 'ArrowDown'
      const previous = letter === 'k' || arrow === 'ArrowUp'
      if (!next && !previous) return
      const to = next ? latest.current.place.next_id : latest.current.place.previous_id
      e.preventDefault()
      if (to) latest.current.onGo(to)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  if (!place) return null
  const { previous_id, next_id } = place
  return (
    <span className="row" style={{ gap: 2, flexWrap: 'nowrap' }}>
      <span className="muted num nowrap">
        {int(place.position, lang)} / {int(place.total, lang)}
      </span>
      <Button
        type="text"
        icon={<UpOutlined />}
        disabled={!previous_id}
        aria-label={t('customer.detail.previous')}
        title={`${t('customer.detail.previous')} (K, Alt+↑)`}
        onClick={() => previous_id && props.onGo(previous_id)}
      />
      <Button
        type="text"
        icon={<DownOutlined />}
        disabled={!next_id}
        aria-label={t('customer.detail.next')}
        title={`${t('customer.detail.next')} (J, Alt+↓)`}
        onClick={() => next_id && props.onGo(next_id)}
      />
    </span>
  )
}
