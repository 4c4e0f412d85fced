import type { Schemas } from '@/api/client'
import { utf8Length } from '@/ui/format'
import type { Bubble } from '@/ui/PhoneFrame'

export type Message = Schemas['Message']
export type Attachment = Schemas['Attachment']

export const TEXT_BYTES_MAX = 4000
export const ATTACHMENTS_MAX = 9
export const VARIABLES = ['客户昵称', '员工姓名', '门店'] as const
export const emptyMessage: Message = { text: '', attachments: [] }

/** Fills the variables with sample values, the way the server will. */
export const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/\{([^{}]+)\}/g, (whole, name: string) => values[name] ?? whole)

/** What the phone shows of a message. */
export function bubblesOf(message: Message, values: Record<string, string>): Bubble[] {
  const text = fill(message.text ?? '', values).trim()
  const first: Bubble[] = text ? [{ kind: 'text', text }] : []
  const rest = (message.attachments ?? []).map((a): Bubble => {
    if (a.kind === 'image' || a.kind === 'video') return { kind: a.kind, url: a.media_url }
    return {
      kind: a.kind,
      title: a.title || '—',
      note: a.description ?? undefined,
      url: a.kind === 'file' ? null : a.media_url,
    }
  })
  return [...first, ...rest]
}

/** The first thing that keeps a message from being sent, as a key of `pick`; null when fine. */
export function messageProblem(
  message: Message | null | undefined,
): 'messageEmpty' | 'messageLong' | 'attachmentIncomplete' | null {
  const text = message?.text ?? ''
  const attachments = message?.attachments ?? []
  if (text.trim() === '' && attachments.length === 0) return 'messageEmpty'
  if (utf8Length(text) > TEXT_BYTES_MAX) return 'messageLong'
  const lacks = attachments.some((a) => {
    if (a.kind === 'link') return !a.title || !a.url
    if (a.kind === 'mini_program') return !a.title || !a.app_id || !a.page || !a.cover_media_id
    return !a.media_id
  })
  return lacks ? 'attachmentIncomplete' : null
}

/** Puts `piece` where the caret is. */
export const insertAt = (text: string, piece: string, start: number, end: number): string =>
  text.slice(0, start) + piece + text.slice(end)
