import { DeleteOutlined, DragOutlined, EditOutlined, FolderAddOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useLang } from '@/i18n'
import { Await } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, Facts, Figure } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { useDeleteRegion, useDeleteStore, useStore } from '../queries'
import type { TreeNode } from '../tree'
import { StoreStaff } from './StoreStaff'

type Actions = {
  writable: boolean
  onEditRegion: (region: Partial<Schemas['Region']>) => void
  onEditStore: (store: Partial<Schemas['Store']>) => void
  onMove: (node: TreeNode) => void
  onGone: () => void
}

/** What is known of the chosen region or store, and what can be done with it. */
export function NodePanel(props: { node: TreeNode; path: TreeNode[]; regions: Schemas['Region'][] } & Actions) {
  const { t } = useTranslation()
  const { node, path } = props
  const above = path.map((n) => n.name).join(' / ') || t('org.topLevel')
  return (
    <div className="stack">
      <Card
        title={node.name}
        extra={
          node.kind === 'store' ? (
            <Badge tone={node.isOpen ? 'good' : 'off'}>{node.isOpen ? t('org.isOpen') : t('org.isClosed')}</Badge>
          ) : (
            <span className="muted">{t('org.region')}</span>
          )
        }
      >
        <div className="stack">
          <span className="muted">{above}</span>
          {node.kind === 'region' ? <RegionBody {...props} /> : <StoreBody {...props} />}
        </div>
      </Card>
      {node.kind === 'store' && <StoreStaff storeId={node.id} writable={props.writable} />}
    </div>
  )
}

function RegionBody(props: { node: TreeNode; regions: Schemas['Region'][] } & Actions) {
  const { t } = useTranslation()
  const lang = useLang()
  const { modal } = App.useApp()
  const failed = useSaveFailed()
  const remove = useDeleteRegion()
  const { node } = props
  const region = props.regions.find((r) => r.id === node.id)
  if (!region) return null
  const ask = () =>
    modal.confirm({
      title: t('org.deleteRegion', { name: region.name }),
      content: t('org.deleteRegionText'),
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(region).then(props.onGone, failed),
    })
  return (
    <>
      <div className="figures bare">
        <Figure label={t('org.unitStores')} value={int(node.stores, lang)} />
        <Figure label={t('org.unitStaff')} value={int(node.staff, lang)} />
        <Figure label={t('org.unitCustomers')} value={int(node.customers, lang)} />
      </div>
      {props.writable && (
        <div className="row">
          <Button icon={<PlusOutlined />} onClick={() => props.onEditStore({ is_open: true, region_id: node.id })}>
            {t('org.newStore')}
          </Button>
          <Button icon={<FolderAddOutlined />} onClick={() => props.onEditRegion({ parent_id: node.id })}>
            {t('org.newRegionHere')}
          </Button>
          <Button icon={<EditOutlined />} onClick={() => props.onEditRegion(region)}>
            {t('common.edit')}
          </Button>
          <Button icon={<DragOutlined />} onClick={() => props.onMove(node)}>
            {t('org.moveTo')}
          </Button>
          <Button danger type="text" icon={<DeleteOutlined />} disabled={node.children.length > 0} onClick={ask}>
            {t('common.delete')}
          </Button>
        </div>
      )}
      {props.writable && node.children.length > 0 && <span className="muted">{t('org.deleteRegionHint')}</span>}
    </>
  )
}

function StoreBody(props: { node: TreeNode } & Actions) {
  const { t } = useTranslation()
  const lang = useLang()
  const { modal } = App.useApp()
  const failed = useSaveFailed()
  const store = useStore(props.node.id)
  const remove = useDeleteStore()
  const s = store.data
  const ask = () =>
    s &&
    modal.confirm({
      title: t('org.deleteStore', { name: s.name }),
      content: s.staff_count > 0 ? t('org.deleteStoreFirst', { n: s.staff_count }) : t('org.deleteStoreEmpty'),
      okText: t('common.delete'),
      okButtonProps: { danger: true, disabled: s.staff_count > 0 },
      onOk: () => remove.mutateAsync(s).then(props.onGone, failed),
    })
  return (
    <Await query={store} rows={4}>
      {s && (
        <>
          <div className="figures bare">
            <Figure label={t('org.unitStaff')} value={int(props.node.staff, lang)} />
            <Figure label={t('org.unitCustomers')} value={int(props.node.customers, lang)} />
          </div>
          <div className="two-facts">
            <Facts
              items={[
                [t('org.storeCode'), s.code],
                [t('org.address'), s.address || '—'],
                [t('org.phone'), s.phone || '—'],
                [t('org.hours'), s.hours || '—'],
                [t('org.coordinates'), s.longitude || s.latitude ? `${s.longitude}, ${s.latitude}` : '—'],
              ]}
            />
          </div>
          {props.writable && (
            <div className="row">
              <Button icon={<EditOutlined />} onClick={() => props.onEditStore(s)}>
                {t('common.edit')}
              </Button>
              <Button icon={<DragOutlined />} onClick={() => props.onMove(props.node)}>
                {t('org.moveTo')}
              </Button>
              <Button danger type="text" icon={<DeleteOutlined />} onClick={ask}>
                {t('common.delete')}
              </Button>
            </div>
          )}
        </>
      )}
    </Await>
  )
}
