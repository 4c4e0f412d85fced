import { App, Switch, TreeSelect } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useIsViewing } from '@/api/me'
import { Await, useFail } from '@/ui/Feedback'
import { Badge, Card, PageHead } from '@/ui/Page'
import { useModules, useSetModule, useStoreTree } from './queries'

type Module = Schemas['ModuleSwitch']

function ModuleCard({ module }: { module: Module }) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const fail = useFail()
  const set = useSetModule()
  const tree = useStoreTree()
  const isViewing = useIsViewing()
  const name = t(`home.module_${module.word}` as 'home.module_board')
  const stops = t(`home.stops_${module.word}` as 'home.stops_board')
  const save = (is_on: boolean, off_store_ids: string[]) =>
    set.mutate(
      { word: module.word, is_on, off_store_ids },
      { onSuccess: () => void message.success(t('common.saved')), onError: fail },
    )
  const toggle = (on: boolean) => {
    if (on) return save(true, module.off_store_ids)
    modal.confirm({
      title: t('home.turnOff', { name }),
      content: `${stops}${t('home.dataStays')}`,
      okText: t('home.turnOffOk'),
      cancelText: t('common.cancel'),
      onOk: () => save(false, module.off_store_ids),
    })
  }
  return (
    <Card
      title={name}
      extra={
        <span className="row">
          <Badge tone={module.is_on ? 'good' : 'off'}>{t(module.is_on ? 'home.on' : 'home.off')}</Badge>
          <Switch
            aria-label={name}
            checked={module.is_on}
            disabled={isViewing}
            loading={set.isPending}
            onChange={toggle}
          />
        </span>
      }
    >
      <div className="stack tight">
        <p>{t(`home.about_${module.word}` as 'home.about_board')}</p>
        <p className="muted">
          {t('home.whenOff')}
          {stops}
        </p>
        <div className="stack tight" style={{ marginTop: 6 }}>
          <span className="muted" id={`stores-${module.word}`}>
            {t('home.offStores')}
          </span>
          <TreeSelect
            aria-labelledby={`stores-${module.word}`}
            treeCheckable
            allowClear
            disabled={!module.is_on || set.isPending || isViewing}
            maxTagCount="responsive"
            treeData={tree.data ?? []}
            treeNodeFilterProp="title"
            placeholder={t('home.noOffStores')}
            value={module.off_store_ids}
            onChange={(ids: string[]) => save(module.is_on, ids)}
            style={{ width: '100%' }}
          />
        </div>
      </div>
    </Card>
  )
}

/** Which parts of the product this brand, and each of its stores, works with. */
export default function ModulesPage() {
  const { t } = useTranslation()
  const modules = useModules()
  return (
    <div className="page">
      <PageHead title={t('nav.modules')} sub={t('home.modulesHint')} />
      <Await query={modules}>
        <div className="cols two">
          {modules.data?.items.map((module) => (
            <ModuleCard key={module.word} module={module} />
          ))}
        </div>
      </Await>
    </div>
  )
}
