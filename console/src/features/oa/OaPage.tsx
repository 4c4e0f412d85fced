import { WechatOutlined } from '@ant-design/icons'
import { Select } from 'antd'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useWord } from '@/i18n'
import { Await, EmptyState, Loading, NoPermission } from '@/ui/Feedback'
import { PageHead } from '@/ui/Page'
import { LinkTabs } from '@/ui/page/LinkTabs'
import { lazy } from '@/ui/page/lazy'
import { GoButton, useFilters } from '@/ui/url'
import { useAccounts } from './queries'

const PARTS = {
  codes: lazy(() => import('./parts/Codes')),
  menu: lazy(() => import('./parts/MenuEditor')),
  replies: lazy(() => import('./parts/Replies')),
  places: lazy(() => import('./parts/Places')),
  figures: lazy(() => import('./parts/Figures')),
  fans: lazy(() => import('./parts/Fans')),
}
type Tab = keyof typeof PARTS
const TABS = Object.keys(PARTS) as Tab[]

export default function OaPage() {
  const { t } = useTranslation()
  const can = useCan()
  const word = useWord()
  const [filters, setFilters] = useFilters()
  const accounts = useAccounts()
  const account = accounts.data?.find((a) => a.id === filters.account) ?? accounts.data?.[0]
  const tab = TABS.find((name) => name === filters.tab) ?? 'codes'
  const Part = PARTS[tab]
  if (!can('connection.read')) return <NoPermission what={word('permission', 'connection.read')} />
  return (
    <div className="page">
      <PageHead
        title={t('nav.oa')}
        extra={
          accounts.data &&
          accounts.data.length > 1 && (
            <Select
              aria-label={t('oa.account')}
              value={account?.id}
              onChange={(id) => setFilters({ account: id })}
              options={accounts.data.map((a) => ({ value: a.id, label: a.name }))}
              style={{ minWidth: 160 }}
            />
          )
        }
      />
      <Await query={accounts}>
        {account ? (
          <>
            <LinkTabs
              label={t('nav.oa')}
              keep={['account']}
              items={TABS.map((name) => ({ key: name, label: t(`oa.tab_${name}`) }))}
            />
            <Suspense fallback={<Loading />}>
              <Part key={account.id} account={account.id} />
            </Suspense>
          </>
        ) : (
          <EmptyState
            icon={<WechatOutlined />}
            title={t('oa.none')}
            hint={t('oa.noneHint')}
            action={
              can('connection.write') && (
                <GoButton type="primary" to="/settings/connections/new-account">
                  {t('oa.connect')}
                </GoButton>
              )
            }
          />
        )}
      </Await>
    </div>
  )
}
