import { FolderAddOutlined, ImportOutlined, PlusOutlined, ShopOutlined } from '@ant-design/icons'
import { App, Button, Input, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { reasonText, useLang } from '@/i18n'
import { Await, EmptyState, NoMatch } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Card, PageHead } from '@/ui/Page'
import { GoButton, useFilters } from '@/ui/url'
import { MoveDialog } from './parts/MoveDialog'
import { NodePanel } from './parts/NodePanel'
import { RegionDialog } from './parts/RegionDialog'
import { StoreDialog } from './parts/StoreDialog'
import { TreeGrid } from './parts/TreeGrid'
import { useMoves } from './parts/useMoves'
import { useOrgTree } from './queries'
import { buildTree, findNode, keyOf, nudgePlace, rowsOf, type TreeNode, walk } from './tree'

const FEW_STORES = 60

/** All branches when there are few stores, else those at the top. */
const opened = (nodes: TreeNode[]): Set<string> => {
  const total = nodes.reduce((n, node) => n + node.stores, 0)
  const keys = new Set<string>()
  walk(nodes, (node, path) => {
    if (total <= FEW_STORES || path.length === 0) keys.add(node.key)
  })
  return keys
}

export default function StoresPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const can = useCan()
  const { message } = App.useApp()
  const [filters, setFilters, clear] = useFilters()
  const tree = useOrgTree()
  const nodes = useMemo(() => (tree.data ? buildTree(tree.data) : []), [tree.data])
  const [folded, setFolded] = useState<Set<string> | null>(null)
  const open = useMemo(() => folded ?? opened(nodes), [folded, nodes])
  const q = filters.q ?? ''
  const rows = useMemo(() => rowsOf(nodes, open, q), [nodes, open, q])
  const chosen = findNode(nodes, filters.at)
  const [store, setStore] = useState<Partial<Schemas['Store']> | null>(null)
  const [region, setRegion] = useState<Partial<Schemas['Region']> | null>(null)
  const [moving, setMoving] = useState<TreeNode | null>(null)
  const move = useMoves(nodes)
  const writable = can('org.write')
  const regions = tree.data?.regions ?? []
  const here = chosen?.node.kind === 'region' ? chosen.node.id : (chosen?.node.parentId ?? undefined)

  const fold = (node: TreeNode, isOpen: boolean) => {
    const next = new Set(open)
    if (isOpen) next.add(node.key)
    else next.delete(node.key)
    setFolded(next)
  }
  const foldAll = (isOpen: boolean) => {
    const next = new Set<string>()
    if (isOpen) walk(nodes, (node) => next.add(node.key))
    setFolded(next)
  }
  const show = (kind: 'region' | 'store', id: string, parentId: string | null) => {
    if (parentId) fold({ key: keyOf('region', parentId) } as TreeNode, true)
    setFilters({ at: keyOf(kind, id), q: undefined })
  }
  return (
    <div className="page full">
      <PageHead
        title={t('nav.stores')}
        sub={
          tree.data &&
          t('org.treeTotal', {
            r: int(regions.length, lang),
            s: int(tree.data.stores.length, lang),
            u: int(tree.data.unplaced_count, lang),
          })
        }
        extra={
          writable && (
            <>
              <GoButton icon={<ImportOutlined />} to="/settings/stores/import">
                {t('org.import')}
              </GoButton>
              <Button icon={<FolderAddOutlined />} onClick={() => setRegion({ parent_id: here ?? null })}>
                {t('org.newRegion')}
              </Button>
              <Button
                type="primary"
                icon={<PlusOutlined />}
                data-create
                onClick={() => setStore({ is_open: true, region_id: here ?? null })}
              >
                {t('org.newStore')}
              </Button>
            </>
          )
        }
      />
      <div className="filters">
        <span data-search>
          <Input.Search
            key={q}
            aria-label={t('org.findTree')}
            placeholder={t('org.findTree')}
            allowClear
            defaultValue={q}
            onSearch={(v) => setFilters({ q: v || undefined })}
          />
        </span>
        <Segmented
          aria-label={t('org.foldAll')}
          value=""
          onChange={(v) => foldAll(v === 'open')}
          options={[
            { value: 'open', label: t('org.unfoldAll') },
            { value: 'shut', label: t('org.foldAll') },
          ]}
        />
        {writable && rows.length > 0 && <span className="muted with-keys">{t('org.treeKeys')}</span>}
      </div>
      <div className="cols tree-side">
        <Card flush className="tree-card">
          <Await query={tree} rows={10}>
            {rows.length === 0 ? (
              q ? (
                <NoMatch onClear={clear} />
              ) : (
                <EmptyState icon={<ShopOutlined />} title={t('org.noStores')} hint={t('org.noStoresHint')} />
              )
            ) : (
              <TreeGrid
                rows={rows}
                nodes={nodes}
                selected={filters.at}
                movable={writable}
                onSelect={(node) => setFilters({ at: node.key })}
                onFold={fold}
                onMove={move}
                onNudge={(node, step) => {
                  const place = nudgePlace(nodes, node, step)
                  if (place) move(node, place)
                }}
                onMoveDialog={setMoving}
                onIntoItself={() => void message.warning(reasonText('region.cycle'))}
              />
            )}
          </Await>
        </Card>
        <div className="tree-panel">
          {chosen ? (
            <NodePanel
              key={chosen.node.key}
              node={chosen.node}
              path={chosen.path}
              regions={regions}
              writable={writable}
              onEditRegion={setRegion}
              onEditStore={setStore}
              onMove={setMoving}
              onGone={() => setFilters({ at: undefined })}
            />
          ) : (
            <Card>
              <p className="muted">{t('org.chooseNode')}</p>
            </Card>
          )}
        </div>
      </div>
      {store && (
        <StoreDialog
          store={store}
          regions={regions}
          onClose={(made) => {
            setStore(null)
            if (made) show('store', made.id, made.region_id)
          }}
        />
      )}
      {region && (
        <RegionDialog
          region={region}
          all={regions}
          onClose={(made) => {
            setRegion(null)
            if (made) show('region', made.id, made.parent_id)
          }}
        />
      )}
      {moving && (
        <MoveDialog node={moving} nodes={nodes} onClose={() => setMoving(null)} onMove={(p) => move(moving, p)} />
      )}
    </div>
  )
}
