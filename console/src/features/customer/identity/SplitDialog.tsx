import { App, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { Schemas } from '@/api/client'
import { useFail } from '@/ui/Feedback'
import { dateTime } from '@/ui/format'
import { useSplit } from './queries'
import { useReason } from './WhyOne'
import { useSay } from './words'

export default function SplitDialog(props: { merged: Schemas['WhyOne']['merged']; onClose: () => void }) {
  const { say } = useSay()
  const reason = useReason()
  const { message } = App.useApp()
  const fail = useFail()
  const split = useSplit()
  const newest = [...props.merged].sort((x, y) => (y.merged_at ?? '').localeCompare(x.merged_at ?? ''))
  const [chosen, setChosen] = useState(newest[0]?.merge_id)
  const name = newest.find((m) => m.merge_id === chosen)?.name || ''
  return (
    <Modal
      open
      title={say('splitTitle')}
      okText={say('splitOne', { name })}
      okButtonProps={{ disabled: !chosen }}
      confirmLoading={split.isPending}
      onCancel={props.onClose}
      onOk={() =>
        chosen &&
        split.mutate(chosen, {
          onSuccess: () => {
            void message.success(say('splitDone', { name }))
            props.onClose()
          },
          onError: fail,
        })
      }
    >
      <div className="stack">
        <b>{say('splitChoose')}</b>
        <Radio.Group
          value={chosen}
          onChange={(e) => setChosen(e.target.value as string)}
          aria-label={say('splitChoose')}
        >
          <div className="stack tight">
            {newest.map((m) => (
              <Radio key={m.merge_id} value={m.merge_id}>
                <b>{m.name || m.customer_id}</b>{' '}
                <span className="muted">
                  {say('mergedAt', { at: dateTime(m.merged_at) })} · {reason(m)} ·{' '}
                  {m.by_rule ? say('byRule') : say('byUser', { name: m.merged_by_name || '—' })}
                </span>
              </Radio>
            ))}
          </div>
        </Radio.Group>
        <p className="muted">{say('splitWhat')}</p>
      </div>
    </Modal>
  )
}
