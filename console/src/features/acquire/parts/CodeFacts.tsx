import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { reasonText, useLang, useWord } from '@/i18n'
import { useTagGroups } from '@/pickers/queries'
import { WeekStrip } from '@/pickers/Week'
import { DaysChart } from '@/ui/DaysChart'
import { Await } from '@/ui/Feedback'
import { dateTime, int, listed, percent } from '@/ui/format'
import { Facts, Figure } from '@/ui/Page'
import { type Code, useCodeStats } from '../queries'

export function CodeFigures({ id }: { id: string }) {
  const { t } = useTranslation()
  const lang = useLang()
  const stats = useCodeStats(id, 30)
  const s = stats.data
  return (
    <Await query={stats}>
      <div className="figures bare">
        <Figure label={t('acquire.addedToday')} value={int(s?.today, lang)} />
        <Figure label={t('acquire.addedLately')} value={int(s?.added, lang)} />
        <Figure
          label={t('acquire.lostLately')}
          value={int(s?.lost, lang)}
          note={s && t('acquire.lossRate', { p: percent(s.lost, s.added) })}
        />
        <Figure label={t('acquire.netLately')} value={int(s?.net, lang)} />
      </div>
    </Await>
  )
}

export function CodeChart({ id }: { id: string }) {
  const { t } = useTranslation()
  const stats = useCodeStats(id, 30)
  const days = stats.data?.days ?? []
  return (
    <Await query={stats}>
      <DaysChart
        label={t('acquire.trend')}
        days={days.map((d) => d.date)}
        series={[
          { name: t('home.added'), tone: 'good', values: days.map((d) => d.added) },
          { name: t('acquire.lost'), tone: 'bad', values: days.map((d) => d.lost) },
        ]}
      />
    </Await>
  )
}

export function CodeStaffTable({ code }: { code: Code }) {
  const { t } = useTranslation()
  const lang = useLang()
  const stats = useCodeStats(code.id, 30)
  const onDuty = new Set((code.on_duty ?? []).map((s) => s.staff_id))
  return (
    <Await query={stats} rows={3}>
      <Table
        size="small"
        rowKey="staff_id"
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 10, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={stats.data?.staff ?? []}
        locale={{ emptyText: t('acquire.nobodyYet') }}
        columns={[
          { title: t('acquire.staff'), dataIndex: 'name' },
          {
            title: t('acquire.onDuty'),
            render: (_, s) =>
              onDuty.has(s.staff_id) ? (
                <span className="good">● {t('acquire.nowOn')}</span>
              ) : (
                <span className="muted">—</span>
              ),
          },
          {
            title: t('acquire.addedToday'),
            align: 'right',
            render: (_, s) => (s.cap > 0 ? `${int(s.today, lang)} / ${int(s.cap, lang)}` : int(s.today, lang)),
          },
          { title: t('acquire.addedLately'), align: 'right', render: (_, s) => int(s.added, lang) },
        ]}
      />
    </Await>
  )
}

export function CodeSettings({ code }: { code: Code }) {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const groups = useTagGroups()
  const tags = (groups.data?.items ?? []).flatMap((g) => g.tags).filter((tag) => code.tag_ids.includes(tag.id))
  return (
    <div className="stack code-settings">
      {code.sync_reason && <p className="warn">{reasonText(code.sync_reason)}</p>}
      <Facts
        items={[
          [t('acquire.allocation'), word('allocation', code.allocation)],
          [t('acquire.skipVerify'), code.skip_verify ? t('common.yes') : t('common.no')],
          [
            t('acquire.tags'),
            listed(
              tags.map((tag) => tag.name),
              lang,
            ) || '—',
          ],
          [t('acquire.remark'), code.remark_pattern || '—'],
          [
            t('acquire.validity'),
            code.valid_from || code.valid_until
              ? `${dateTime(code.valid_from)} – ${dateTime(code.valid_until)}`
              : t('acquire.always'),
          ],
          [t('acquire.welcome'), word('welcome_mode', code.welcome_mode)],
        ]}
      />
      {code.slots.length > 0 && <WeekStrip windows={code.slots} label={t('acquire.slots')} />}
    </div>
  )
}
