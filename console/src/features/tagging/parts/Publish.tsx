import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useFail } from '@/ui/Feedback'
import { type Dictionary, usePublish } from '../queries'
import { Difference } from './Difference'
import { useTexts } from './texts'

/** What the draft changes, and from when. */
export function Publish({ dictionary, onClose }: { dictionary: Dictionary; onClose: () => void }) {
  const w = useTexts()
  const fail = useFail()
  const publish = usePublish()
  const [note, setNote] = useState('')
  return (
    <Modal
      open
      title={w.publish}
      okText={w.publish}
      confirmLoading={publish.isPending}
      onCancel={onClose}
      onOk={() => publish.mutate({ revision: dictionary.revision, note }, { onSuccess: onClose, onError: fail })}
    >
      <div className="stack">
        <span>{w.publishHint}</span>
        <b>{w.willChange}</b>
        <div style={{ maxHeight: 280, overflowY: 'auto' }}>
          <Difference from={dictionary.live_version} to={0} />
        </div>
        <Input
          aria-label={w.note}
          placeholder={w.note}
          maxLength={200}
          value={note}
          onChange={(e) => setNote(e.target.value)}
        />
      </div>
    </Modal>
  )
}
