import { Button, Table } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { Await } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Card, PageHead } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { GoLink } from '@/ui/url'
import { type Allowance, useAllowances, useUses } from './queries'
import { useTexts } from './texts'

const AllowanceDialog = lazy(() => import('./AllowanceDialog'))
const DEEDS = ['export', 'reveal', 'bulk'] as const

function Taken({ used, most }: { used: number; most: number }) {
  const w = useTexts()
  const lang = useLang()
  const bound = most > 0 ? int(most, lang) : w.unbound
  return <span className={most > 0 && used >= most ? 'bad' : undefined}>{w.of(int(used, lang), bound)}</span>
}

function Uses() {
  const w = useTexts()
  const uses = useUses()
  return (
    <Card flush title={w.uses}>
      <Await query={uses} rows={4}>
        {uses.data?.items.length === 0 ? (
          <p className="muted" style={{ padding: '0 16px 16px' }}>
            {w.nobody}
          </p>
        ) : (
          <Table<Schemas['AllowanceUse']>
            aria-label={w.usesHint}
            size="middle"
            rowKey={(u) => `${u.user_id}${u.deed}`}
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={uses.data?.items ?? []}
            columns={[
              { title: w.who, dataIndex: 'user_name' },
              { title: w.role, dataIndex: 'role_name' },
              { title: w.deed, render: (_, u) => w.deeds[u.deed] },
              {
                title: w.today,
                align: 'right',
                className: 'num',
                render: (_, u) => <Taken used={u.day_used} most={u.day_max} />,
              },
              {
                title: w.month,
                align: 'right',
                className: 'num',
                render: (_, u) => <Taken used={u.month_used} most={u.month_max} />,
              },
            ]}
          />
        )}
      </Await>
    </Card>
  )
}

/** How much the holders of each role may take out or change, and who has taken what. */
export default function AllowancesPage() {
  const { t } = useTranslation()
  const w = useTexts()
  const lang = useLang()
  const can = useCan()
  const list = useAllowances()
  const [setting, setSetting] = useState<Allowance | null>(null)
  const bound = (n: number) => (n > 0 ? int(n, lang) : <span className="muted">{w.unbound}</span>)
  return (
    <div className="page">
      <PageHead title={w.title} sub={w.sub} back="/settings/roles" />
      <Card flush>
        <Await query={list} rows={8}>
          <Table<Allowance>
            aria-label={w.title}
            size="middle"
            rowKey="role_id"
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={list.data?.items ?? []}
            columns={[
              {
                title: w.role,
                render: (_, a) => <GoLink to={`/settings/roles/${a.role_id}`}>{a.role_name}</GoLink>,
              },
              ...DEEDS.map((deed) => ({
                title: `${w.deeds[deed]} (${w.dayMonth})`,
                align: 'right' as const,
                className: 'num',
                render: (_: unknown, a: Allowance) => (
                  <>
                    {bound(a[`${deed}_day`])} / {bound(a[`${deed}_month`])}
                  </>
                ),
              })),
              ...(can('role.write')
                ? [
                    {
                      title: t('common.actions'),
                      render: (_: unknown, a: Allowance) => (
                        <Button
                          size="small"
                          onClick={() => setSetting(a)}
                          aria-label={`${w.set} ${w.setTitle(a.role_name)}`}
                        >
                          {w.set}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </Await>
      </Card>
      <Uses />
      <Suspense>{setting && <AllowanceDialog role={setting} onClose={() => setSetting(null)} />}</Suspense>
    </div>
  )
}
