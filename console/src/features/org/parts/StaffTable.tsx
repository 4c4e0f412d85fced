import { Button, Modal, Select, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useLang, useWord } from '@/i18n'
import { EmptyState, ErrorCard, Loading, NoMatch, useFail, useUndoToast } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Badge, Card, Face, type Tone } from '@/ui/Page'
import { GoLink } from '@/ui/url'
import { usePlaceStaff, useStaff } from '../queries'

type Staff = Schemas['Staff']
type Option = { value: string; label: string }
const TONES: Record<Staff['status'], Tone> = { active: 'good', inactive: 'warn', disabled: 'off', left: 'off' }

/** The staff of a filter; those chosen go into a store together. */
export function StaffTable(props: {
  filter: { q?: string; department_id?: string; store_id?: string; status?: string }
  storeOptions: Option[]
  writable: boolean
  onClear: () => void
}) {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const list = useStaff(props.filter)
  const [chosen, setChosen] = useState<string[]>([])
  const [placing, setPlacing] = useState<Staff[] | null>(null)
  const filtered = Object.values(props.filter).some(Boolean)
  if (list.isPending) return <Loading rows={10} />
  if (list.error && list.rows.length === 0) return <ErrorCard error={list.error} onRetry={() => void list.refetch()} />
  if (list.rows.length === 0)
    return (
      <Card>
        {filtered ? (
          <NoMatch onClear={props.onClear} />
        ) : (
          <EmptyState
            title={t('org.noStaff')}
            hint={t('org.noStaffHint')}
            action={<GoLink to="/settings/connections">{t('nav.connections')}</GoLink>}
          />
        )}
      </Card>
    )
  return (
    <Card flush>
      {chosen.length > 0 && (
        <div className="bulk" role="status">
          {t('org.chosen', { n: int(chosen.length, lang) })}
          <Button
            size="small"
            type="primary"
            onClick={() => setPlacing(list.rows.filter((s) => chosen.includes(s.id)))}
          >
            {t('org.setStore')}
          </Button>
          <Button size="small" type="text" onClick={() => setChosen([])}>
            {t('org.chooseNone')}
          </Button>
        </div>
      )}
      <Table<Staff>
        aria-label={t('nav.org')}
        className="scroll-x"
        size="middle"
        rowKey="id"
        dataSource={list.rows}
        pagination={false}
        style={{ opacity: list.isPlaceholderData ? 0.6 : 1 }}
        rowSelection={
          props.writable
            ? {
                selectedRowKeys: chosen,
                onChange: (keys) => setChosen(keys.map(String)),
                getCheckboxProps: (s) => ({ 'aria-label': s.name }) as object,
                columnTitle: (box) => <span title={t('org.chooseAll')}>{box}</span>,
              }
            : undefined
        }
        columns={[
          {
            title: t('org.staff'),
            render: (_, s) => (
              <span className="row" style={{ flexWrap: 'nowrap' }}>
                <Face name={s.name} src={s.avatar} />
                <span className="stack tight nowrap" style={{ gap: 0 }}>
                  <span>{s.name}</span>
                  <small className="muted">{s.position || s.userid}</small>
                </span>
              </span>
            ),
          },
          {
            title: t('org.departments'),
            render: (_, s) => <span className="ellipsis cell">{s.department_names || '—'}</span>,
          },
          {
            title: t('common.state'),
            render: (_, s) => <Badge tone={TONES[s.status]}>{word('staff_status', s.status)}</Badge>,
          },
          { title: t('org.isContact'), render: (_, s) => (s.is_contact ? t('common.yes') : t('common.no')) },
          { title: t('nav.customer'), align: 'right', render: (_, s) => int(s.customer_count, lang) },
          {
            title: t('org.store'),
            render: (_, s) =>
              props.writable ? (
                <button
                  type="button"
                  className="linklike"
                  aria-label={t('org.storeOf', { name: s.name, store: s.store_name ?? t('org.noStore') })}
                  onClick={() => setPlacing([s])}
                >
                  {s.store_name ?? t('org.noStore')}
                </button>
              ) : (
                (s.store_name ?? '—')
              ),
          },
          { title: t('org.userAccount'), render: (_, s) => s.user_name ?? <span className="muted">—</span> },
        ]}
      />
      <div className="grid-foot num">
        {list.hasNextPage ? (
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.more')}
          </Button>
        ) : (
          t('common.loaded', { n: int(list.rows.length, lang) })
        )}
      </div>
      {placing && (
        <PlaceDialog
          staff={placing}
          storeOptions={props.storeOptions}
          onClose={(done) => {
            setPlacing(null)
            if (done) setChosen([])
          }}
        />
      )}
    </Card>
  )
}

function PlaceDialog(props: { staff: Staff[]; storeOptions: Option[]; onClose: (done: boolean) => void }) {
  const { t } = useTranslation()
  const fail = useFail()
  const undo = useUndoToast()
  const place = usePlaceStaff()
  const { staff } = props
  const [store, setStore] = useState<string | null>(staff.length === 1 ? (staff[0]!.store_id ?? null) : null)
  const back = () => {
    for (const id of new Set(staff.map((s) => s.store_id)))
      place.mutate(
        { staff_ids: staff.filter((s) => s.store_id === id).map((s) => s.id), store_id: id },
        { onError: fail },
      )
  }
  const save = () =>
    place.mutate(
      { staff_ids: staff.map((s) => s.id), store_id: store },
      {
        onError: fail,
        onSuccess: ({ changed }) => {
          props.onClose(true)
          if (changed > 0) undo(t('org.placed', { n: changed }), back)
        },
      },
    )
  return (
    <Modal
      open
      title={staff.length === 1 ? staff[0]!.name : t('org.chosen', { n: staff.length })}
      okText={t('common.save')}
      confirmLoading={place.isPending}
      onCancel={() => props.onClose(false)}
      onOk={save}
    >
      <label className="stack tight">
        {t('org.store')}
        <Select
          aria-label={t('org.store')}
          value={store ?? undefined}
          placeholder={t('org.noStore')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(id) => setStore(id ?? null)}
          options={props.storeOptions}
        />
      </label>
    </Modal>
  )
}
