import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button, DatePicker, Input, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useWord } from '@/i18n'
import { StaffSelect } from '@/pickers/StaffPicker'
import { TagPicker } from '@/pickers/TagPicker'
import { lazy } from '@/ui/page/lazy'
import type { Filters } from '@/ui/url'
import { usePhone } from '@/ui/usePhone'
import { idsOf, idsText, isFiltered, moreCount, WAYS } from './filters'
import { useDayPresets } from './presets'

const MoreFilters = lazy(() => import('./MoreFilters').then((m) => ({ default: m.MoreFilters })))

const TYPED_MS = 300

/** Asks once typing has paused; Enter asks at once; not while a word is being composed. */
function Search({ value, onChange }: { value: string | undefined; onChange: (q: string | undefined) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState(value ?? '')
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const told = useRef(value ?? '')
  useEffect(() => {
    if ((value ?? '') === told.current) return
    told.current = value ?? ''
    setText(value ?? '')
  }, [value])
  const tell = (q: string) => {
    clearTimeout(waiting.current)
    told.current = q.trim()
    onChange(q.trim() || undefined)
  }
  return (
    <span data-search>
      <Input.Search
        aria-label={t('customer.find')}
        placeholder={t('customer.find')}
        allowClear
        value={text}
        maxLength={100}
        onChange={(e) => {
          const q = e.target.value
          setText(q)
          clearTimeout(waiting.current)
          if (!(e.nativeEvent as InputEvent).isComposing) waiting.current = setTimeout(() => tell(q), TYPED_MS)
        }}
        onCompositionEnd={(e) => {
          const q = e.currentTarget.value
          waiting.current = setTimeout(() => tell(q), TYPED_MS)
        }}
        onSearch={tell}
      />
    </span>
  )
}

type Props = { filters: Filters; set: (patch: Filters) => void; clear: () => void }

function Rest({ filters, set, onMore }: Props & { onMore: () => void }) {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  const presets = useDayPresets()
  const tags = idsOf(filters.tag_ids ?? filters.tag_id)
  const { added_from, added_to } = filters
  return (
    <>
      {can('tag.read') && (
        <span style={{ minWidth: 150, maxWidth: 320, display: 'inline-block' }}>
          <TagPicker
            multiple
            label={t('customer.tag')}
            value={tags}
            onChange={(ids) => set({ tag_ids: idsText(ids), tag_id: undefined })}
          />
        </span>
      )}
      {tags.length > 1 && (
        <Segmented
          aria-label={t('customer.list.tagMatch')}
          value={filters.tag_match ?? 'any'}
          onChange={(v) => set({ tag_match: v === 'all' ? 'all' : undefined })}
          options={[
            { value: 'any', label: t('customer.list.anyTag') },
            { value: 'all', label: t('customer.list.allTags') },
          ]}
        />
      )}
      <StaffSelect label={t('customer.staff')} value={filters.staff_id} onChange={(v) => set({ staff_id: v })} />
      <Select
        aria-label={t('customer.source')}
        placeholder={t('customer.source')}
        allowClear
        value={filters.source}
        onChange={(v) => set({ source: v })}
        options={WAYS.map((w) => ({ value: w, label: word('add_way', w) }))}
        style={{ minWidth: 130 }}
      />
      <Select
        aria-label={t('common.state')}
        placeholder={t('common.state')}
        allowClear
        value={filters.state}
        onChange={(v) => set({ state: v })}
        options={[
          { value: 'active', label: t('customer.active') },
          { value: 'lost', label: t('customer.lost') },
        ]}
        style={{ minWidth: 100 }}
      />
      <DatePicker.RangePicker
        aria-label={t('customer.addedAt')}
        placeholder={[t('customer.addedFrom'), t('customer.addedTo')]}
        allowEmpty={[true, true]}
        presets={presets}
        value={[added_from ? dayjs(added_from) : null, added_to ? dayjs(added_to) : null]}
        onChange={(range) =>
          set({ added_from: range?.[0]?.format('YYYY-MM-DD'), added_to: range?.[1]?.format('YYYY-MM-DD') })
        }
        style={{ width: 240 }}
      />
      <Badge count={moreCount(filters)} size="small" color="blue">
        <Button icon={<FilterOutlined />} onClick={onMore}>
          {t('customer.list.more')}
        </Button>
      </Badge>
    </>
  )
}

export function FilterBar(props: Props) {
  const { t } = useTranslation()
  const { filters, set } = props
  const [more, setMore] = useState(false)
  const isPhone = usePhone()
  const [unfolded, setUnfolded] = useState(false)
  return (
    <div className="filters">
      <Search value={filters.q} onChange={(q) => set({ q })} />
      {isPhone && (
        <Badge dot={isFiltered({ ...filters, q: undefined })} color="blue">
          <Button icon={<FilterOutlined />} aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
            {t('customer.list.filter')}
          </Button>
        </Badge>
      )}
      {(!isPhone || unfolded) && <Rest {...props} onMore={() => setMore(true)} />}
      {isFiltered(filters) && (
        <Button type="text" onClick={props.clear}>
          {t('common.clearFilters')}
        </Button>
      )}
      <Suspense>{more && <MoreFilters filters={filters} set={set} onClose={() => setMore(false)} />}</Suspense>
    </div>
  )
}
