import { InboxOutlined } from '@ant-design/icons'
import { Progress, Upload } from 'antd'
import { useState } from 'react'
import { ErrorCard } from '../Feedback'

/** A place to drop a file on: it is sent, with its progress, and `onDone` is told what it became. */
export function FileDrop<Sent>(props: {
  accept: string
  send: (file: File, onProgress: (percent: number) => void) => Promise<Sent>
  onDone: (sent: Sent) => void
  words: { drop: string; hint: string; uploading: string; reading: string }
}) {
  const { words } = props
  const [percent, setPercent] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const send = async (file: File) => {
    setPercent(0)
    setError(null)
    try {
      props.onDone(await props.send(file, setPercent))
    } catch (e) {
      setError(e)
    }
    setPercent(null)
  }
  return (
    <>
      <Upload.Dragger
        accept={props.accept}
        showUploadList={false}
        disabled={percent !== null}
        beforeUpload={(file) => {
          void send(file)
          return false
        }}
      >
        <p style={{ fontSize: 32, color: 'var(--accent)' }}>
          <InboxOutlined aria-hidden />
        </p>
        <p>{words.drop}</p>
        <p className="muted">{words.hint}</p>
      </Upload.Dragger>
      {percent !== null && (
        <div className="stack tight">
          <Progress percent={percent} aria-label={words.uploading} />
          <small className="muted" role="status">
            {percent < 100 ? words.uploading : words.reading}
          </small>
        </div>
      )}
      {error !== null && <ErrorCard error={error} />}
    </>
  )
}
