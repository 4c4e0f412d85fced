import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLang, useWord } from '@/i18n'
import { Await } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, Time, type Tone } from '@/ui/Page'
import { GoLink } from '@/ui/url'
import { type Import, useImports } from '../queries'

const TONES: Record<NonNullable<Import['state']>, Tone> = {
  queued: 'off',
  running: 'busy',
  done: 'good',
  failed: 'bad',
  cancelled: 'warn',
}

/** What one has brought in, or began to, whatever it held. */
export default function ImportList() {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const list = useImports()
  if (list.data?.items.length === 0) return null
  return (
    <Card title={t('intake.recent')} flush>
      <Await query={list}>
        <Table
          size="small"
          pagination={false}
          rowKey="id"
          scroll={{ x: 760 }}
          dataSource={list.data?.items}
          columns={[
            {
              title: t('intake.file'),
              render: (_, i) => <GoLink to={`/settings/imports?file=${i.id}`}>{i.name}</GoLink>,
            },
            { title: t('intake.kind'), width: 110, render: (_, i) => t(`intake.kind_${i.kind}`) },
            {
              title: t('intake.stand'),
              width: 110,
              render: (_, i) =>
                i.state ? (
                  <Badge tone={TONES[i.state]}>{word('job_state', i.state)}</Badge>
                ) : (
                  <Badge tone="off">{t(i.job_id ? 'intake.isStarted' : 'intake.isOpen')}</Badge>
                ),
            },
            {
              title: t('intake.rows'),
              width: 110,
              className: 'num',
              render: (_, i) => (i.state ? int(i.done, lang) : '—'),
            },
            {
              title: t('intake.refused'),
              width: 110,
              className: 'num',
              render: (_, i) =>
                i.state === 'done' && i.failed > 0 ? (
                  <a
                    className="linklike"
                    href={`/api/jobs/${i.job_id}/file`}
                    title={t('intake.refusedFile', { n: i.failed })}
                  >
                    {int(i.failed, lang)}
                  </a>
                ) : i.state ? (
                  int(i.failed, lang)
                ) : (
                  '—'
                ),
            },
            { title: t('intake.uploadedAt'), width: 170, render: (_, i) => <Time at={i.created_at} /> },
          ]}
        />
      </Await>
    </Card>
  )
}
