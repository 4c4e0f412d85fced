import { PlusOutlined, ProfileOutlined } from '@ant-design/icons'
import { Button, Popconfirm, Table } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { Await, EmptyState, useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { usePhone } from '@/ui/usePhone'
import { useTexts } from './parts/texts'
import { type Attribute, useAttributes, useDeleteAttribute } from './queries'

const AttributeDrawer = lazy(() => import('./parts/AttributeDrawer').then((m) => ({ default: m.AttributeDrawer })))

export default function AttributesPage() {
  const { t } = useTranslation()
  const w = useTexts()
  const lang = useLang()
  const can = useCan()
  const fail = useFail()
  const list = useAttributes()
  const remove = useDeleteAttribute()
  const [open, setOpen] = useState<Attribute | 'new' | null>(null)
  const may = can('attribute.write')
  const isPhone = usePhone()
  return (
    <div className="page">
      <PageHead
        title={t('nav.attributes')}
        sub={w.attributesSub}
        extra={
          may && (
            <Button type="primary" icon={<PlusOutlined />} data-create onClick={() => setOpen('new')}>
              {w.newAttribute}
            </Button>
          )
        }
      />
      <Card flush>
        <Await query={list}>
          {list.data?.items.length === 0 ? (
            <EmptyState icon={<ProfileOutlined />} title={w.noAttributes} hint={w.noAttributesHint} />
          ) : (
            <Table
              aria-label={t('nav.attributes')}
              rowKey="id"
              pagination={{ pageSize: 50, hideOnSinglePage: true }}
              scroll={{ x: 'max-content' }}
              dataSource={list.data?.items}
              columns={[
                { title: w.name, dataIndex: 'name' },
                { title: w.key, render: (_, a) => <code className="mono">{a.key}</code> },
                {
                  title: w.type,
                  render: (_, a) => (
                    <span>
                      {w.typeOf[a.type]}
                      {a.unit && <small className="muted"> {a.unit}</small>}
                      {a.choices.length > 0 && <small className="muted"> {a.choices.slice(0, 5).join(' / ')}</small>}
                    </span>
                  ),
                },
                { title: w.category, render: (_, a) => a.category || '—' },
                { title: w.owner, render: (_, a) => a.owner || '—' },
                { title: w.policy, render: (_, a) => w.policyOf[a.policy.kind] },
                { title: w.sources, render: (_, a) => a.policy.sources.map((s) => s.source).join(' > ') || '—' },
                { title: w.customers, align: 'right', render: (_, a) => int(a.customer_count, lang) },
                ...(may
                  ? [
                      {
                        title: t('common.actions'),
                        fixed: isPhone ? undefined : ('right' as const),
                        render: (_: unknown, a: Attribute) => (
                          <span className="row" style={{ gap: 0 }}>
                            <Button
                              size="small"
                              type="text"
                              aria-label={`${t('common.edit')} ${a.name}`}
                              onClick={() => setOpen(a)}
                            >
                              {t('common.edit')}
                            </Button>
                            <Popconfirm title={w.deleteAttribute} onConfirm={() => remove.mutate(a, { onError: fail })}>
                              <Button size="small" type="text" danger aria-label={`${t('common.delete')} ${a.name}`}>
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
          )}
        </Await>
      </Card>
      <Suspense fallback={null}>
        {open && <AttributeDrawer attribute={open === 'new' ? undefined : open} onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  )
}
