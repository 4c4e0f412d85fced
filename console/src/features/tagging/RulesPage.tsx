import { TagsOutlined } from '@ant-design/icons'
import { Button, Switch, Table } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { Await, EmptyState, useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { useBack } from '@/ui/url'
import { useTexts } from './parts/texts'
import { type TypedTag, useSetExclusive, useTypedTags } from './queries'

const TagDrawer = lazy(() => import('./parts/TagDrawer').then((m) => ({ default: m.TagDrawer })))

export default function RulesPage() {
  const { t } = useTranslation()
  const w = useTexts()
  const lang = useLang()
  const can = useCan()
  const fail = useFail()
  const back = useBack('/tags')
  const tags = useTypedTags()
  const exclusive = useSetExclusive()
  const [open, setOpen] = useState<TypedTag | null>(null)
  const may = can('tag.write')
  return (
    <div className="page">
      <PageHead title={w.rulesTitle} sub={w.rulesSub} {...back} />
      <Card flush>
        <Await query={tags}>
          {tags.data?.items.length === 0 ? (
            <EmptyState icon={<TagsOutlined />} title={w.rulesTitle} hint={w.rulesSub} />
          ) : (
            <Table
              aria-label={w.rulesTitle}
              rowKey="id"
              pagination={{ pageSize: 50, hideOnSinglePage: true }}
              scroll={{ x: 'max-content' }}
              dataSource={tags.data?.items}
              columns={[
                {
                  title: w.tag,
                  render: (_, tag) => (
                    <span>
                      <b style={{ fontWeight: 500 }}>{tag.name}</b>{' '}
                      <small className="muted">{w.tagTypeOf[tag.type]}</small>
                    </span>
                  ),
                },
                { title: w.group, dataIndex: 'group_name' },
                {
                  title: w.exclusive,
                  render: (_, tag) => (
                    <Switch
                      size="small"
                      aria-label={`${w.exclusive} ${tag.group_name}`}
                      checked={tag.is_exclusive}
                      disabled={!may}
                      onChange={(is_exclusive) =>
                        exclusive.mutate({ id: tag.group_id, is_exclusive }, { onError: fail })
                      }
                    />
                  ),
                },
                {
                  title: w.rule,
                  render: (_, tag) => {
                    const sentence = lang === 'en-US' ? tag.sentence_en : tag.sentence_zh
                    return sentence ? (
                      <span style={{ display: 'inline-block', maxWidth: 420, whiteSpace: 'normal' }}>
                        <Badge tone={tag.is_on ? 'good' : 'off'}>{tag.is_on ? w.on : w.off}</Badge> {sentence}
                      </span>
                    ) : (
                      <span className="muted">{w.noRule}</span>
                    )
                  },
                },
                { title: w.definition, render: (_, tag) => tag.definition || '—' },
                { title: w.reviewOn, render: (_, tag) => tag.review_on || '—' },
                { title: w.customers, align: 'right', render: (_, tag) => int(tag.customer_count, lang) },
                {
                  title: t('common.actions'),
                  fixed: 'right',
                  render: (_, tag) =>
                    may && (
                      <Button
                        size="small"
                        type="text"
                        aria-label={`${t('common.edit')} ${tag.name}`}
                        onClick={() => setOpen(tag)}
                      >
                        {t('common.edit')}
                      </Button>
                    ),
                },
              ]}
            />
          )}
        </Await>
      </Card>
      <Suspense fallback={null}>{open && <TagDrawer tag={open} onClose={() => setOpen(null)} />}</Suspense>
    </div>
  )
}
