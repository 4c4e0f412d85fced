import { BookOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Popconfirm, Table } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { Await, EmptyState, useFail } from '@/ui/Feedback'
import { listed } from '@/ui/format'
import { Card, PageHead } from '@/ui/Page'
import { LinkTabs } from '@/ui/page/LinkTabs'
import { lazy } from '@/ui/page/lazy'
import { useTexts } from './parts/texts'
import { type Dictionary, type DictionaryRule, useAttributes, useDictionary, useSaveDraft } from './queries'

const tabs = () => import('./parts/DictionaryTabs')
const TryTab = lazy(() => tabs().then((m) => ({ default: m.TryTab })))
const UnmatchedTab = lazy(() => tabs().then((m) => ({ default: m.UnmatchedTab })))
const VersionsTab = lazy(() => tabs().then((m) => ({ default: m.VersionsTab })))
const FieldsCard = lazy(() => import('./parts/FieldsCard').then((m) => ({ default: m.FieldsCard })))
const Publish = lazy(() => import('./parts/Publish').then((m) => ({ default: m.Publish })))
const RuleEditing = lazy(() => import('./parts/RuleEditing').then((m) => ({ default: m.RuleEditing })))

const freshRule = (match = '', field: string | null = null): DictionaryRule => ({
  id: `r${Date.now().toString(36)}`,
  field,
  kind: match === '' ? 'pattern' : 'exact',
  match,
  tag_ids: [],
  gives: [],
  confidence: 80,
})

function RulesTable(props: {
  dictionary: Dictionary
  may: boolean
  onEdit: (rule: DictionaryRule) => void
  onRemove: (rule: DictionaryRule) => void
}) {
  const { t } = useTranslation()
  const w = useTexts()
  const lang = useLang()
  const attributes = useAttributes()
  const nameOf = (key: string) => attributes.data?.items.find((a) => a.key === key)?.name ?? key
  const { fields, rules } = props.dictionary.draft
  if (rules.length === 0) return <EmptyState icon={<BookOutlined />} title={w.noRules} hint={w.noRulesHint} />
  return (
    <Table
      aria-label={w.rules}
      rowKey="id"
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      dataSource={rules}
      columns={[
        { title: w.match, render: (_, r) => <code className="mono">{r.match}</code> },
        { title: w.kind, render: (_, r) => w.kindOf[r.kind] },
        {
          title: w.field,
          render: (_, r) => (r.field ? (fields.find((f) => f.key === r.field)?.name ?? r.field) : w.anyField),
        },
        { title: w.givesTags, align: 'right', render: (_, r) => r.tag_ids.length || '—' },
        {
          title: w.gives,
          render: (_, r) =>
            listed(
              r.gives.map((g) => `${nameOf(g.key)}${g.about ? `@${g.about}` : ''} = ${g.value}`),
              lang,
            ) || '—',
        },
        ...(props.may
          ? [
              {
                title: t('common.actions'),
                render: (_: unknown, r: DictionaryRule) => (
                  <span className="row" style={{ gap: 0 }}>
                    <Button
                      size="small"
                      type="text"
                      aria-label={`${t('common.edit')} ${r.match}`}
                      onClick={() => props.onEdit(r)}
                    >
                      {t('common.edit')}
                    </Button>
                    <Popconfirm title={`${w.removed} ${r.match}?`} onConfirm={() => props.onRemove(r)}>
                      <Button size="small" type="text" danger aria-label={`${t('common.delete')} ${r.match}`}>
                        {t('common.delete')}
                      </Button>
                    </Popconfirm>
                  </span>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

export default function DictionaryPage() {
  const { t } = useTranslation()
  const w = useTexts()
  const can = useCan()
  const fail = useFail()
  const dictionary = useDictionary()
  const save = useSaveDraft()
  const [rule, setRule] = useState<DictionaryRule | null>(null)
  const [publishing, setPublishing] = useState(false)
  const d = dictionary.data
  const may = can('attribute.write')
  const write = (body: Dictionary['draft'], done: () => void) =>
    d && save.mutate({ revision: d.revision, body }, { onSuccess: done, onError: fail })
  return (
    <div className="page">
      <PageHead
        title={t('nav.dictionary')}
        sub={w.dictionarySub}
        extra={
          may &&
          d && (
            <>
              <Button icon={<PlusOutlined />} data-create onClick={() => setRule(freshRule())}>
                {w.newRule}
              </Button>
              <Button type="primary" onClick={() => setPublishing(true)}>
                {w.publish}
              </Button>
            </>
          )
        }
      />
      <Await query={dictionary}>
        <Suspense fallback={null}>
          {d && (
            <LinkTabs
              label={t('nav.dictionary')}
              items={[
                {
                  key: 'rules',
                  label: w.rules,
                  children: (
                    <div className="stack">
                      <Card flush>
                        <RulesTable
                          dictionary={d}
                          may={may}
                          onEdit={setRule}
                          onRemove={(r) =>
                            write({ ...d.draft, rules: d.draft.rules.filter((one) => one.id !== r.id) }, () => {})
                          }
                        />
                      </Card>
                      <FieldsCard
                        fields={d.draft.fields}
                        may={may}
                        onChange={(fields, done) => write({ ...d.draft, fields }, done)}
                      />
                    </div>
                  ),
                },
                ...(may
                  ? [
                      { key: 'try', label: w.tryOut, children: <TryTab dictionary={d} /> },
                      {
                        key: 'unmatched',
                        label: w.unmatched,
                        children: (
                          <UnmatchedTab
                            fields={d.draft.fields}
                            may={may}
                            onWrite={(u) => setRule(freshRule(u.value, u.field))}
                          />
                        ),
                      },
                    ]
                  : []),
                { key: 'versions', label: w.versions, children: <VersionsTab dictionary={d} may={may} /> },
              ]}
            />
          )}
        </Suspense>
      </Await>
      <Suspense fallback={null}>
        {rule && d && (
          <RuleEditing rule={rule} dictionary={d} refetch={dictionary.refetch} onClose={() => setRule(null)} />
        )}
        {publishing && d && <Publish dictionary={d} onClose={() => setPublishing(false)} />}
      </Suspense>
    </div>
  )
}
