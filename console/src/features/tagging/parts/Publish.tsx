import { Input } from 'antd'
import { useState } from 'react'
import { useFail } from '@/ui/Feedback'
import { type Dictionary, usePublish } from '../queries'
import { DifferenceModal } from './DifferenceModal'
import { useTexts } from './texts'

/** What the draft changes, and from when. */
export function Publish({ dictionary, onClose }: { dictionary: Dictionary; onClose: () => void }) {
  const w = useTexts()
  const fail = useFail()
  const publish = usePublish()
  const [note, setNote] = useState('')
  return (
    <DifferenceModal
      dictionary={dictionary}
      from={dictionary.live_version}
      title={w.publish}
      hint={w.publishHint}
      heading={w.willChange}
      none={w.nothingToPublish}
      busy={publish.isPending}
      onOk={() => publish.mutate({ revision: dictionary.revision, note }, { onSuccess: onClose, onError: fail })}
      onClose={onClose}
    >
      <Input
        aria-label={w.note}
        placeholder={w.note}
        maxLength={200}
        value={note}
        onChange={(e) => setNote(e.target.value)}
      />
    </DifferenceModal>
  )
}
