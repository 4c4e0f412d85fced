import { App } from 'antd'
import { useFail } from '@/ui/Feedback'
import { type Dictionary, useRestore } from '../queries'
import { DifferenceModal } from './DifferenceModal'
import { fill, useTexts } from './texts'

/** What an old version would change of the draft it replaces. */
export function Restore(props: { dictionary: Dictionary; version: number; onClose: () => void }) {
  const { dictionary, version, onClose } = props
  const w = useTexts()
  const fail = useFail()
  const { message } = App.useApp()
  const restore = useRestore()
  const done = () => {
    void message.success(w.restored)
    onClose()
  }
  return (
    <DifferenceModal
      dictionary={dictionary}
      from={version}
      isBack
      title={w.restore}
      hint={fill(w.restoreText, { n: version })}
      heading={w.draftWillChange}
      none={w.nothingToRestore}
      busy={restore.isPending}
      onOk={() => restore.mutate({ revision: dictionary.revision, version }, { onSuccess: done, onError: fail })}
      onClose={onClose}
    />
  )
}
