import { Input, Modal } from 'antd'
import { type KeyboardEvent, useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useGo } from '@/ui/url'
import { flatNav, matches, navFor } from './nav'
import { useCustomerSearch } from './queries'

type Hit = { key: string; label: string; kind: string; path: string }

export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const can = useCan()
  const go = useGo()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(query.trim())
  const found = useCustomerSearch(asked)
  const hits = useMemo<Hit[]>(() => {
    const pages = flatNav(navFor(can))
      .map((item) => ({ ...item, label: item.keys.map((key) => t(`nav.${key}`)).join(' / ') }))
      .filter((item) => matches(query, item.label, item.pinyin))
      .map((item) => ({ key: item.path, label: item.label, kind: t('app.page'), path: item.path }))
    const actions = [
      { path: '/channel-codes/new', label: t('app.newCode'), need: 'channel_code.write', pinyin: 'xjqdhm' },
      { path: '/welcome-policies/new', label: t('app.newWelcome'), need: 'welcome.write', pinyin: 'xjhyy' },
    ]
      .filter((a) => can(a.need) && query !== '' && matches(query, a.label, a.pinyin))
      .map((a) => ({ key: a.path, label: a.label, kind: t('app.action'), path: a.path }))
    const people = (asked ? (found.data?.items ?? []) : []).map((c) => ({
      key: c.id,
      label: c.phone_masked ? `${c.name}  ${c.phone_masked}` : c.name,
      kind: t('nav.customer'),
      path: `/customers/${c.id}`,
    }))
    return [...pages, ...actions, ...people]
  }, [can, t, query, asked, found.data])
  const run = (index: number) => {
    const hit = hits[index]
    if (!hit) return
    onClose()
    go(hit.path)
  }
  const onKey = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return // Enter confirms the candidate of an IME
    if (e.key === 'ArrowDown') setAt((i) => Math.min(i + 1, hits.length - 1))
    else if (e.key === 'ArrowUp') setAt((i) => Math.max(i - 1, 0))
    else if (e.key === 'Enter') run(at)
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
        <p className="muted" style={{ padding: 12 }}>
          {t('common.noMatch')}
        </p>
      ) : (
        <ul id="palette-list" role="listbox" aria-label={t('app.palette')} className="palette-list">
          {hits.map((hit, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input above listens to keys
            <li
              key={hit.key}
              id={`palette-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              onMouseEnter={() => setAt(i)}
              onClick={() => run(i)}
            >
              <span className="grow ellipsis">{hit.label}</span>
              <span className="muted">{hit.kind}</span>
            </li>
          ))}
        </ul>
      )}
    </Modal>
  )
}
