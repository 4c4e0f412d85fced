import { TeamOutlined } from '@ant-design/icons'
import { Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { EmptyState } from '@/ui/Feedback'
import { Badge, Time } from '@/ui/Page'
import { PagedTable } from '@/ui/PagedTable'
import { GoLink } from '@/ui/url'
import { type GroupMember, useGroupMembers } from '../queries'

function Who({ member }: { member: GroupMember }) {
  const { t } = useTranslation()
  if (member.customer_id) return <GoLink to={`/customers/${member.customer_id}`}>{member.name}</GoLink>
  return (
    <span>
      {member.name || '—'}{' '}
      <small className="muted">{member.is_staff ? t('group_chat.isStaff') : t('group_chat.noFriend')}</small>
    </span>
  )
}

/** Who is in the group, and who left it; a person who came twice stands here twice. */
export function Members({ id }: { id: string }) {
  const { t } = useTranslation()
  const word = useWord()
  const [state, setState] = useState<'present' | 'left'>('present')
  const [q, setQ] = useState<string>()
  const members = useGroupMembers(id, { q, state })
  return (
    <>
      <div className="filters" style={{ padding: '0 16px 12px' }}>
        <Segmented
          aria-label={t('group_chat.members')}
          value={state}
          onChange={setState}
          options={[
            { value: 'present', label: t('group_chat.inGroup') },
            { value: 'left', label: t('group_chat.gone') },
          ]}
        />
        <Input.Search
          aria-label={t('group_chat.findMember')}
          placeholder={t('group_chat.findMember')}
          allowClear
          onSearch={(v) => setQ(v || undefined)}
          style={{ width: 200 }}
        />
      </div>
      <PagedTable
        label={t('group_chat.members')}
        list={members}
        rowKey="id"
        filtered={Boolean(q)}
        onClear={() => setQ(undefined)}
        empty={
          <EmptyState
            icon={<TeamOutlined />}
            title={state === 'present' ? t('group_chat.nobody') : t('group_chat.nobodyLeft')}
          />
        }
        columns={[
          { title: t('group_chat.member'), render: (_, m) => <Who member={m} /> },
          {
            title: t('group_chat.scene'),
            render: (_, m) => (
              <>
                {word('group_scene', m.scene)}
                {m.invited_by && (
                  <small className="muted"> · {t('group_chat.invitedBy', { name: m.invited_by })}</small>
                )}
              </>
            ),
          },
          { title: t('group_chat.joinedAt'), render: (_, m) => <Time at={m.joined_at} /> },
          ...(state === 'left'
            ? [
                { title: t('group_chat.leftAt'), render: (_: unknown, m: GroupMember) => <Time at={m.left_at} /> },
                {
                  title: t('group_chat.leftBy'),
                  render: (_: unknown, m: GroupMember) =>
                    m.left_by && (
                      <Badge tone={m.left_by === 'self' ? 'bad' : 'off'}>{word('group_left_by', m.left_by)}</Badge>
                    ),
                },
              ]
            : []),
        ]}
      />
    </>
  )
}
