import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { GoLink } from '@/ui/url'
import { share, signed } from '../figures'

type Owner = Schemas['GroupOwner']

/** Owners side by side: who keeps the people that come. */
export function Owners({ owners }: { owners: Owner[] }) {
  const { t } = useTranslation()
  const lang = useLang()
  const rate = (o: Owner) => (o.figures.people ? o.figures.retained / o.figures.people : -1)
  const number = (title: string, of: (o: Owner) => number, text = (o: Owner) => int(of(o), lang)) => ({
    title,
    align: 'right' as const,
    className: 'num',
    sorter: (a: Owner, b: Owner) => of(a) - of(b),
    render: (_: unknown, o: Owner) => text(o),
  })
  return (
    <Table
      aria-label={t('group_chat.byOwner')}
      size="middle"
      rowKey={(o) => o.owner_staff_id ?? o.owner_name}
      dataSource={owners}
      pagination={{ pageSize: 10, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('group_chat.owner'),
          render: (_, o) =>
            o.owner_staff_id ? (
              <GoLink to={`/group-chats?owner_staff_id=${o.owner_staff_id}`}>{o.owner_name}</GoLink>
            ) : (
              o.owner_name
            ),
        },
        { title: t('group_chat.store'), render: (_, o) => o.store_name ?? <span className="muted">—</span> },
        number(t('group_chat.groups'), (o) => o.group_count),
        number(t('group_chat.now'), (o) => o.external_count),
        number(t('group_chat.joined'), (o) => o.figures.joined),
        number(t('group_chat.left'), (o) => o.figures.left),
        number(
          t('group_chat.net'),
          (o) => o.figures.net,
          (o) => signed(o.figures.net, int(o.figures.net, lang)),
        ),
        number(t('group_chat.retained'), rate, (o) => share(o.figures.retained, o.figures.people)),
      ]}
    />
  )
}
