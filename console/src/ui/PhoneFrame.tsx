import { FileOutlined, LinkOutlined, PictureOutlined, PlayCircleFilled } from '@ant-design/icons'
import type { ReactNode } from 'react'

export type Bubble =
  | { kind: 'text'; text: string }
  | { kind: 'image' | 'video'; url?: string | null }
  | { kind: 'link' | 'mini_program' | 'file'; title: string; note?: string; url?: string | null }

function Inside({ bubble }: { bubble: Bubble }) {
  switch (bubble.kind) {
    case 'text':
      return <div className="bubble">{bubble.text}</div>
    case 'image':
    case 'video':
      return (
        <div className="bubble media">
          {bubble.url && bubble.kind === 'image' ? (
            <img src={bubble.url} alt="" />
          ) : (
            <span className="media-blank">{bubble.kind === 'video' ? <PlayCircleFilled /> : <PictureOutlined />}</span>
          )}
        </div>
      )
    default:
      return (
        <div className="bubble linkcard">
          <div>
            <b>{bubble.title}</b>
            {bubble.note && <small>{bubble.note}</small>}
          </div>
          {bubble.url ? (
            <img src={bubble.url} alt="" />
          ) : (
            <span className="media-blank small">{bubble.kind === 'file' ? <FileOutlined /> : <LinkOutlined />}</span>
          )}
        </div>
      )
  }
}

/** What the customer's phone will show. */
export function PhoneFrame(props: { title: string; bubbles: Bubble[]; empty: ReactNode; label: string }) {
  return (
    <figure className="phone" aria-label={props.label}>
      <div className="phone-bar">{props.title}</div>
      <div className="phone-body">
        {props.bubbles.length === 0 && <p className="phone-empty">{props.empty}</p>}
        {props.bubbles.map((bubble, i) => (
          <div className="phone-line" key={i}>
            <span className="phone-face" aria-hidden />
            <Inside bubble={bubble} />
          </div>
        ))}
      </div>
    </figure>
  )
}
