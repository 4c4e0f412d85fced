import { UserOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { EmptyState, useFail } from '@/ui/Feedback'
import { Badge, Card, Time } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { GoLink, useGo } from '@/ui/url'
import { useFans, useStartJob } from '../queries'

export default function Fans({ account }: { account: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const can = useCan()
  const go = useGo()
  const fail = useFail()
  const fans = useFans(account)
  const start = useStartJob(account)
  return (
    <>
      <div className="row end">
        {can('oa.write') && (
          <Button
            loading={start.isPending}
            onClick={() =>
              start.mutate('sync', { onSuccess: () => void message.success(t('oa.started')), onError: fail })
            }
          >
            {t('oa.sync')}
          </Button>
        )}
      </div>
      <Card flush>
        <PagedTable
          label={t('oa.tab_fans')}
          list={fans}
          rowKey="id"
          onOpen={(f) => go(`/customers/${f.customer_id}`)}
          empty={<EmptyState icon={<UserOutlined />} title={t('oa.noFans')} hint={t('oa.noFansHint')} />}
          columns={[
            {
              title: t('oa.openid'),
              render: (_, f) => (
                <GoLink to={`/customers/${f.customer_id}`} className="mono">
                  {f.openid}
                </GoLink>
              ),
            },
            {
              title: t('common.state'),
              render: (_, f) => (
                <Badge tone={f.is_following ? 'good' : 'off'}>{t(f.is_following ? 'oa.following' : 'oa.left')}</Badge>
              ),
            },
            { title: t('oa.followedAt'), render: (_, f) => <Time at={f.followed_at} /> },
            { title: t('oa.seenAt'), render: (_, f) => <Time at={f.last_seen_at} relative /> },
          ]}
        />
      </Card>
    </>
  )
}
