import { Input, Modal } from 'antd'
import { type KeyboardEvent, useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/api/me'
import { isPlainClick, useGo } from '@/ui/url'
import { remember, useHits } from './hits'

/** Pages, records and what the open page can do; keyboard alone is enough. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const go = useGo()
  const me = useMe()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const { hits, isSearching } = useHits(query, useDeferredValue(query.trim()))
  const last = Math.max(hits.length - 1, 0)
  useEffect(() => setAt((i) => Math.min(i, last)), [last])
  // What browsers answer to scrolling (a promise, in some) is no way to end the effect.
  useEffect(() => {
    document.getElementById(`palette-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const run = (index: number, newTab: boolean) => {
    const hit = hits[index]
    if (!hit) return
    onClose()
    remember(hit, me.user.id)
    if (hit.run) hit.run()
    else if (hit.path && newTab) window.open(hit.path, '_blank')
    else if (hit.path) go(hit.path)
  }
  const onKey = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return // Enter confirms the candidate of an IME
    if (e.key === 'ArrowDown') setAt((i) => (i >= last ? 0 : i + 1))
    else if (e.key === 'ArrowUp') setAt((i) => (i <= 0 ? last : i - 1))
    else if (e.key === 'Enter') run(at, e.ctrlKey || e.metaKey)
    else return
    e.preventDefault()
  }
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      closable={false}
      title={t('app.palette')}
      style={{ top: 80 }}
      destroyOnHidden
    >
      <Input
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={hits[at] ? `palette-${at}` : undefined}
        aria-label={t('app.search')}
        placeholder={t('app.search')}
        value={query}
        onChange={(e) => {
          setQuery(e.target.value)
          setAt(0)
        }}
        onKeyDown={onKey}
      />
      {hits.length === 0 ? (
        <p className="muted" style={{ padding: 12 }} role="status">
          {isSearching ? t('app.searching') : t('common.noMatch')}
        </p>
      ) : (
        <div id="palette-list" role="listbox" aria-label={t('app.palette')} className="palette-list">
          {hits.map((hit, i) => (
            <a
              key={hit.key}
              id={`palette-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              onMouseMove={() => setAt(i)}
              href={hit.path}
              onClick={(e) => {
                if (hit.path && !isPlainClick(e)) return remember(hit, me.user.id)
                e.preventDefault()
                run(i, false)
              }}
            >
              <span className="grow ellipsis">{hit.label}</span>
              <span className="muted">{hit.kind}</span>
            </a>
          ))}
        </div>
      )}
    </Modal>
  )
}
