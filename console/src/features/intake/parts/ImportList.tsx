import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Await } from '@/ui/Feedback'
import { Badge, Card, Time } from '@/ui/Page'
import { GoLink } from '@/ui/url'
import { useImports } from '../queries'

/** What one has brought in, or began to, in the last week. */
export function ImportList() {
  const { t } = useTranslation()
  const list = useImports()
  if (list.data?.items.length === 0) return null
  return (
    <Card title={t('intake.recent')} flush>
      <Await query={list}>
        <Table
          size="small"
          pagination={false}
          rowKey="id"
          scroll={{ x: 560 }}
          dataSource={list.data?.items}
          columns={[
            {
              title: t('intake.file'),
              render: (_, i) => <GoLink to={`/settings/imports?file=${i.id}`}>{i.name}</GoLink>,
            },
            { title: t('intake.kind'), width: 110, render: (_, i) => t(`intake.kind_${i.kind}`) },
            {
              title: t('intake.stand'),
              width: 130,
              render: (_, i) =>
                i.job_id ? (
                  <Badge tone="good">{t('intake.isStarted')}</Badge>
                ) : (
                  <Badge tone="off">{t('intake.isOpen')}</Badge>
                ),
            },
            { title: t('intake.uploadedAt'), width: 170, render: (_, i) => <Time at={i.created_at} /> },
          ]}
        />
      </Await>
    </Card>
  )
}
