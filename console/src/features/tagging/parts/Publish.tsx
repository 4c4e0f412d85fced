import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useFail } from '@/ui/Feedback'
import { type Dictionary, usePublish } from '../queries'
import { useTexts } from './texts'

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
      <p>{w.publishHint}</p>
      <Input
        aria-label={w.note}
        placeholder={w.note}
        maxLength={200}
        value={note}
        onChange={(e) => setNote(e.target.value)}
      />
    </Modal>
  )
}
