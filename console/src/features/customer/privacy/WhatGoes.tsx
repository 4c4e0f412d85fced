import { Alert } from 'antd'
import { useLang } from '@/i18n'
import { money } from '@/ui/format'
import type { ErasurePreview } from './queries'
import { fill, useTexts } from './texts'

/** What a deletion takes away, and what it leaves. */
export function WhatGoes({ preview: p }: { preview: ErasurePreview }) {
  const w = useTexts()
  const lang = useLang()
  return (
    <div className="stack tight">
      <Alert
        type="error"
        showIcon
        title={w.goes}
        description={fill(w.goesList, {
          identities: p.identity_count,
          tags: p.tag_count,
          attributes: p.attribute_count,
          notes: p.note_count,
          events: p.event_count,
        })}
      />
      <Alert
        type="info"
        showIcon
        title={w.stays}
        description={fill(w.staysList, {
          orders: p.order_count,
          paid: money(p.paid_fen, 'CNY', lang),
          relations: p.relation_count,
        })}
      />
      <small className="muted">{w.later}</small>
    </div>
  )
}
