import { BarChartOutlined } from '@ant-design/icons'
import { App, Button, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { DaysChart } from '@/ui/DaysChart'
import { Await, EmptyState, useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Card, Figure } from '@/ui/Page'
import { useFigures, useStartJob } from '../queries'

const rate = (part: number, whole: number) => (whole > 0 ? `${((part / whole) * 100).toFixed(1)}%` : '—')

export default function Figures({ account }: { account: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const lang = useLang()
  const can = useCan()
  const fail = useFail()
  const figures = useFigures(account)
  const start = useStartJob(account)
  const pull = can('oa.write') && (
    <Button
      loading={start.isPending}
      onClick={() => start.mutate('figures', { onSuccess: () => void message.success(t('oa.started')), onError: fail })}
    >
      {t('oa.pull')}
    </Button>
  )
  const f = figures.data
  const sum = (name: 'new_count' | 'cancel_count' | 'read_count') => f?.days.reduce((n, d) => n + d[name], 0) ?? 0
  const right = (title: string, value: (a: NonNullable<typeof f>['articles'][number]) => string) => ({
    title,
    align: 'right' as const,
    className: 'num',
    render: (_: unknown, a: NonNullable<typeof f>['articles'][number]) => value(a),
  })
  return (
    <>
      <div className="row end">
        <span className="muted grow">{t('oa.figuresHint')}</span>
        {pull}
      </div>
      <Await query={figures}>
        {f && f.days.length === 0 && f.taps.length === 0 ? (
          <Card>
            <EmptyState
              icon={<BarChartOutlined />}
              title={t('oa.noFigures')}
              hint={t('oa.figuresHint')}
              action={pull}
            />
          </Card>
        ) : (
          f && (
            <>
              <Card>
                <div className="figures">
                  <Figure label={t('oa.newFans')} value={int(sum('new_count'), lang)} tone="good" />
                  <Figure label={t('oa.cancelled')} value={int(sum('cancel_count'), lang)} tone="bad" />
                  <Figure label={t('oa.total')} value={int(f.days.at(-1)?.total_count ?? 0, lang)} />
                  <Figure label={t('oa.reads')} value={int(sum('read_count'), lang)} />
                </div>
                <DaysChart
                  label={t('oa.tab_figures')}
                  days={f.days.map((d) => d.day)}
                  series={[
                    { name: t('oa.newFans'), tone: 'good', values: f.days.map((d) => d.new_count) },
                    { name: t('oa.cancelled'), tone: 'bad', values: f.days.map((d) => d.cancel_count) },
                    { name: t('oa.reads'), tone: 'main', line: true, values: f.days.map((d) => d.read_count) },
                  ]}
                />
              </Card>
              <Card title={t('oa.articles')} flush>
                <Table
                  aria-label={t('oa.articles')}
                  rowKey="msgid"
                  pagination={false}
                  scroll={{ x: 'max-content' }}
                  dataSource={f.articles}
                  columns={[
                    { title: t('oa.title'), dataIndex: 'title' },
                    { title: t('oa.published'), dataIndex: 'published_on', className: 'num' },
                    right(t('oa.targets'), (a) => int(a.target_user, lang)),
                    right(t('oa.readUsers'), (a) => int(a.read_user, lang)),
                    right(t('oa.readRate'), (a) => rate(a.read_user, a.target_user)),
                    right(t('oa.shares'), (a) => int(a.share_user, lang)),
                    right(t('oa.favourites'), (a) => int(a.favourite_user, lang)),
                  ]}
                />
              </Card>
              <Card title={t('oa.taps')} flush>
                <Table
                  aria-label={t('oa.taps')}
                  rowKey="button"
                  pagination={false}
                  dataSource={f.taps}
                  columns={[
                    { title: t('oa.button'), dataIndex: 'button' },
                    { title: t('oa.tapCount'), align: 'right', className: 'num', render: (_, x) => int(x.taps, lang) },
                  ]}
                />
              </Card>
            </>
          )
        )}
      </Await>
    </>
  )
}
