import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { type Dictionary, useDiff } from '../queries'
import { Difference } from './Difference'
import { isSame } from './differing'

/** Does what is confirmed only after it has shown what would change, and not when nothing would. */
export function DifferenceModal(props: {
  dictionary: Dictionary
  from: number
  isBack?: boolean
  title: string
  hint: string
  heading: string
  none: string
  busy: boolean
  onOk: () => void
  onClose: () => void
  children?: ReactNode
}) {
  const { dictionary, from } = props
  const { data } = useDiff(from, 0, dictionary.revision)
  return (
    <Modal
      open
      title={props.title}
      okText={props.title}
      okButtonProps={{ disabled: !data || isSame(data) }}
      confirmLoading={props.busy}
      onCancel={props.onClose}
      onOk={props.onOk}
    >
      <div className="stack">
        <span>{props.hint}</span>
        <b>{props.heading}</b>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys, too */}
        <section aria-label={props.heading} tabIndex={0} style={{ maxHeight: '45vh', overflowY: 'auto' }}>
          <Difference dictionary={dictionary} from={from} to={0} isBack={props.isBack} none={props.none} />
        </section>
        {props.children}
      </div>
    </Modal>
  )
}
