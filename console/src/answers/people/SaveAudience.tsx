import { Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useFail } from '@/ui/Feedback'
import { GoLink } from '@/ui/url'
import { useSaveAudience } from '../queries'
import { useAnswerTexts } from '../texts'
import type { QueryValue } from '../types'

const NAME_MAX = 60

/** The people of a list as a fixed audience, whatever they have in common. */
export default function SaveAudience(props: { name: string; query: QueryValue; onClose: () => void }) {
  const w = useAnswerTexts()
  const fail = useFail()
  const save = useSaveAudience()
  const [name, setName] = useState(props.name.slice(0, NAME_MAX))
  const made = save.data
  const put = () =>
    save.mutate({ name: name.trim(), definition: props.name.slice(0, 500), query: props.query }, { onError: fail })
  if (made)
    return (
      <Modal open title={w.saveAudience} footer={null} onCancel={props.onClose}>
        <p role="status">
          {made.size !== null && `${w.audienceSaved(made.size)} · `}
          <GoLink to={`/segments/${made.id}`}>{made.name}</GoLink>
        </p>
      </Modal>
    )
  return (
    <Modal
      open
      title={w.saveAudience}
      okText={w.saveAudience}
      okButtonProps={{ disabled: name.trim() === '', loading: save.isPending }}
      onOk={put}
      onCancel={props.onClose}
    >
      <Form layout="vertical" onFinish={put}>
        <Form.Item label={w.audienceName} required extra={w.audienceHint}>
          <Input
            aria-label={w.audienceName}
            value={name}
            maxLength={NAME_MAX}
            onChange={(e) => setName(e.target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
