import { Alert, Button, Input, Modal } from 'antd'
import { useDeferredValue, useState } from 'react'
import { Await, useFail, useUndoToast } from '@/ui/Feedback'
import { dateOnly } from '@/ui/format'
import { Face } from '@/ui/Page'
import { useGo } from '@/ui/url'
import type { Customer, CustomerRow } from '../queries'
import { useFindCustomers, useMerge, usePreview, useSplit } from './queries'
import { Sides } from './Sides'
import { useSay } from './words'

/** What tells namesakes apart. */
const tellApart = (c: CustomerRow) =>
  [c.phone_masked, c.staff.map((s) => s.name).join(' '), c.first_added_at && dateOnly(c.first_added_at)]
    .filter(Boolean)
    .join(' · ')

function Find({ without, onPick }: { without: string; onPick: (id: string) => void }) {
  const { say } = useSay()
  const [text, setText] = useState('')
  const q = useDeferredValue(text)
  const found = useFindCustomers(q)
  const rows = (found.data?.items ?? []).filter((c) => c.id !== without)
  return (
    <div className="stack">
      <Input.Search
        autoFocus
        allowClear
        aria-label={say('find')}
        placeholder={say('find')}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <ul className="plain-list" aria-live="polite">
        {rows.map((c) => (
          <li key={c.id}>
            <Button type="text" block className="pick-row" onClick={() => onPick(c.id)}>
              <span className="row" style={{ flexWrap: 'nowrap' }}>
                <Face name={c.name} src={c.avatar} />
                <span className="ellipsis">{c.name || c.id}</span>
                <small className="muted ellipsis">{tellApart(c)}</small>
              </span>
            </Button>
          </li>
        ))}
        {q.trim() && found.data && rows.length === 0 && <li className="muted">{say('findNone')}</li>}
      </ul>
    </div>
  )
}

function Preview({ id, otherId }: { id: string; otherId: string }) {
  const { say } = useSay()
  const preview = usePreview(id, otherId)
  const p = preview.data
  const kept = p?.sides.find((s) => s.id === p.survivor_id)
  const other = p?.sides.find((s) => s.id !== p.survivor_id)
  return (
    <Await query={preview}>
      {p && kept && other && (
        <div className="stack">
          <Sides sides={p.sides} survivorId={p.survivor_id} />
          {p.is_shared_staff ? (
            <Alert type="error" showIcon title={say('sharedStaff')} />
          ) : (
            <>
              {p.sides.every((s) => s.is_verified) && <Alert type="warning" showIcon title={say('bothVerified')} />}
              <div>
                <b>{say('whatHappens')}</b>
                <ul className="chain">
                  <li>{say('survives', { name: kept.name || kept.id })}</li>
                  <li>{say('follows', { name: other.name || other.id })}</li>
                  <li>{say('oldId', { name: other.name || other.id })}</li>
                  <li>{say('undoable')}</li>
                </ul>
              </div>
            </>
          )}
        </div>
      )}
    </Await>
  )
}

/** Choose a customer, see both side by side and what will happen, then merge. */
export default function MergeDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { say } = useSay()
  const go = useGo()
  const fail = useFail()
  const undo = useUndoToast()
  const merge = useMerge()
  const split = useSplit()
  const [otherId, setOtherId] = useState<string>()
  const preview = usePreview(customer.id, otherId)
  const done = () =>
    otherId &&
    merge.mutate(
      { id: customer.id, otherId },
      {
        onSuccess: (made) => {
          const name = preview.data?.sides.find((s) => s.id === made.customer_id)?.name ?? ''
          onClose()
          undo(say('mergeDone', { name }), () => split.mutate(made.merge_id, { onError: fail }))
          go(`/customers/${made.customer_id}`)
        },
        onError: fail,
      },
    )
  return (
    <Modal
      open
      width={820}
      title={say('mergeTitle', { name: customer.name || customer.id })}
      onCancel={onClose}
      footer={
        otherId
          ? [
              <Button key="back" onClick={() => setOtherId(undefined)}>
                {say('back')}
              </Button>,
              <Button
                key="ok"
                type="primary"
                loading={merge.isPending}
                disabled={!preview.data || preview.data.is_shared_staff}
                onClick={done}
              >
                {say('confirm')}
              </Button>,
            ]
          : null
      }
    >
      {otherId ? <Preview id={customer.id} otherId={otherId} /> : <Find without={customer.id} onPick={setOtherId} />}
    </Modal>
  )
}
