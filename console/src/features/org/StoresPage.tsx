import { PlusOutlined, ShopOutlined } from '@ant-design/icons'
import { App, Button, Input, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { Await, EmptyState, NoMatch } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, PageHead } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { useFilters } from '@/ui/url'
import { RegionPanel } from './parts/RegionPanel'
import { StoreDialog } from './parts/StoreDialog'
import { useDeleteStore, useStores } from './queries'

export default function StoresPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const can = useCan()
  const { modal } = App.useApp()
  const failed = useSaveFailed()
  const [filters, setFilters, clear] = useFilters()
  const { q, region_id } = filters
  const stores = useStores({ q, region_id })
  const remove = useDeleteStore()
  const [editing, setEditing] = useState<Partial<Schemas['Store']> | null>(null)
  const writable = can('org.write')
  const ask = (s: Schemas['Store']) =>
    modal.confirm({
      title: t('org.deleteStore', { name: s.name }),
      content: t('org.deleteStoreText', { n: s.staff_count }),
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(s).catch(failed),
    })
  const items = stores.data?.items ?? []
  const create = writable && (
    <Button type="primary" icon={<PlusOutlined />} data-create onClick={() => setEditing({ is_open: true, region_id })}>
      {t('org.newStore')}
    </Button>
  )
  return (
    <div className="page">
      <PageHead title={t('nav.stores')} sub={t('common.total', { n: int(items.length, lang) })} extra={create} />
      <div className="cols side-main">
        <RegionPanel selected={region_id} onSelect={(id) => setFilters({ region_id: id })} />
        <div className="stack">
          <span data-search>
            <Input.Search
              aria-label={t('org.findStore')}
              placeholder={t('org.findStore')}
              allowClear
              defaultValue={q}
              onSearch={(v) => setFilters({ q: v })}
              style={{ width: 260 }}
            />
          </span>
          <Card flush>
            <Await query={stores}>
              {items.length === 0 ? (
                q || region_id ? (
                  <NoMatch onClear={clear} />
                ) : (
                  <EmptyState icon={<ShopOutlined />} title={t('org.noStores')} hint={t('org.noStoresHint')} />
                )
              ) : (
                <Table
                  aria-label={t('nav.stores')}
                  rowKey="id"
                  dataSource={items}
                  pagination={false}
                  scroll={{ x: 'max-content' }}
                  columns={[
                    { title: t('org.storeName'), render: (_, s) => <b style={{ fontWeight: 500 }}>{s.name}</b> },
                    { title: t('org.storeCode'), dataIndex: 'code' },
                    { title: t('org.region'), render: (_, s) => s.region_name ?? '—' },
                    { title: t('org.address'), render: (_, s) => <span className="ellipsis">{s.address ?? '—'}</span> },
                    { title: t('org.hours'), render: (_, s) => s.hours ?? '—' },
                    { title: t('org.staff'), align: 'right', render: (_, s) => int(s.staff_count, lang) },
                    {
                      title: t('common.state'),
                      render: (_, s) => (
                        <Badge tone={s.is_open ? 'good' : 'off'}>
                          {s.is_open ? t('org.isOpen') : t('org.isClosed')}
                        </Badge>
                      ),
                    },
                    {
                      title: t('common.actions'),
                      render: (_, s) =>
                        writable && (
                          <span className="row">
                            <Button size="small" onClick={() => setEditing(s)}>
                              {t('common.edit')}
                            </Button>
                            <Button size="small" type="text" danger onClick={() => ask(s)}>
                              {t('common.delete')}
                            </Button>
                          </span>
                        ),
                    },
                  ]}
                />
              )}
            </Await>
          </Card>
        </div>
      </div>
      {editing && <StoreDialog store={editing} onClose={() => setEditing(null)} />}
    </div>
  )
}
