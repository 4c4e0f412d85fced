import { PlusOutlined, TagsOutlined } from '@ant-design/icons'
import { Alert, Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { Await, EmptyState, NoMatch } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { PageHead } from '@/ui/Page'
import { GoButton, useFilters } from '@/ui/url'
import { NewGroupDialog } from './parts/NewGroupDialog'
import { TagGroupCard } from './parts/TagGroupCard'
import { useGroups } from './queries'

export default function TagsPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const can = useCan()
  const [filters, setFilters, clear] = useFilters()
  const groups = useGroups()
  const [creating, setCreating] = useState(false)
  const kind = filters.kind ?? 'all'
  const q = (filters.q ?? '').toLowerCase()
  const all = groups.data?.items ?? []
  const shown = all
    .filter((g) => kind === 'all' || g.kind === kind)
    .filter(
      (g) => q === '' || g.name.toLowerCase().includes(q) || g.tags.some((tag) => tag.name.toLowerCase().includes(q)),
    )
  const writable = can('tag.write')
  return (
    <div className="page">
      <PageHead
        title={t('nav.tags')}
        sub={
          groups.data &&
          t('customer.tagTotal', {
            g: int(all.length, lang),
            n: int(
              all.reduce((n, g) => n + g.tags.length, 0),
              lang,
            ),
          })
        }
        extra={
          <>
            <GoButton to="/tags/rules">{t('customer.tagRules')}</GoButton>
            {writable && (
              <Button type="primary" icon={<PlusOutlined />} data-create onClick={() => setCreating(true)}>
                {t('customer.newGroup')}
              </Button>
            )}
          </>
        }
      />
      <div className="filters">
        <Segmented
          aria-label={t('customer.tagKind')}
          value={kind}
          onChange={(v) => setFilters({ kind: v === 'all' ? undefined : String(v) })}
          options={[
            { value: 'all', label: t('common.all') },
            { value: 'corp', label: t('words.tag_kind.corp') },
            { value: 'internal', label: t('words.tag_kind.internal') },
          ]}
        />
        <span data-search>
          <Input.Search
            aria-label={t('customer.findTag')}
            placeholder={t('customer.findTag')}
            allowClear
            defaultValue={filters.q}
            onSearch={(v) => setFilters({ q: v })}
          />
        </span>
      </div>
      <p className="muted">{t('customer.tagKindHint')}</p>
      {all.some((g) => g.sync_state === 'failed') && (
        <Alert type="warning" showIcon title={t('customer.tagSyncFailed')} />
      )}
      <Await query={groups}>
        {shown.length === 0 ? (
          all.length > 0 ? (
            <NoMatch onClear={clear} />
          ) : (
            <EmptyState icon={<TagsOutlined />} title={t('customer.noGroups')} hint={t('customer.noGroupsHint')} />
          )
        ) : (
          shown.map((g) => <TagGroupCard key={g.id} group={g} writable={writable} />)
        )}
      </Await>
      {creating && <NewGroupDialog onClose={() => setCreating(false)} />}
    </div>
  )
}
