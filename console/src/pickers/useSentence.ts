import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { reasonText, useLang, useWord } from '@/i18n'
import { duration, listed, money } from '@/ui/format'
import { useAllStaff } from './queries'

type Event = Schemas['Event']
const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const names = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((v) => text((v as { name?: unknown })?.name ?? v)).filter(Boolean) : []

/** How an event feels: gained, lost, in between. */
export const toneOf = (type: string): 'good' | 'bad' | 'busy' | '' => {
  if (type === 'oa.followed') return 'good'
  if (type === 'oa.unfollowed') return 'bad'
  if (type === 'contact.added' || type === 'welcome.sent' || type === 'group_chat.joined') return 'good'
  if (type === 'contact.lost' || type === 'group_chat.left' || type.endsWith('.failed')) return 'bad'
  return type.startsWith('customer.') || type.startsWith('channel_code.') ? 'busy' : ''
}

/** What happened, as a sentence; an unknown type of a newer server or of tracking shows its word. */
export function useSentence(customerName?: string): (event: Event) => string {
  const { t } = useTranslation()
  const word = useWord()
  const lang = useLang()
  const all = useAllStaff()
  const via = (p: Record<string, unknown>) => (text(p.qr_name) ? t('event.oaVia', { name: text(p.qr_name) }) : '')
  return ({ type, payload }) => {
    const p = (payload ?? {}) as Record<string, unknown>
    const customer = customerName || text(p.customer_name) || text(p.name) || t('event.customer')
    const staff = text(p.staff_name) || (all.data?.find((s) => s.id === p.staff_id)?.name ?? t('event.staff'))
    switch (type) {
      case 'contact.added': {
        const way = text(p.code_name)
          ? t('event.viaCode', { name: text(p.code_name) })
          : p.add_way
            ? word('add_way', text(p.add_way))
            : ''
        const again = Number(p.interval_no) > 1 ? t('event.again') : ''
        return t('event.contactAdded', { customer, staff, way: way ? t('event.way', { way }) : '', again })
      }
      case 'contact.lost': {
        const kept = p.kept_ms ? t('event.kept', { n: Math.floor(Number(p.kept_ms) / 86_400_000) }) : ''
        if (p.by === 'staff') return t('event.lostByStaff', { customer, staff, kept })
        if (p.by === 'transfer') return t('event.transferred', { customer, staff })
        return t('event.lostByCustomer', { customer, staff, kept })
      }
      case 'customer.created':
        return t('event.created', { customer })
      case 'customer.changed': {
        const fields = Array.isArray(p.fields)
          ? listed(
              p.fields.map((f) => word('fact', text(f))),
              lang,
            )
          : ''
        return fields ? t('event.changedFields', { fields }) : t('event.changed', { customer })
      }
      case 'customer.merged':
      case 'customer.split': {
        const name = text(p.from_name)
        const how = p.by_rule === true ? t('event.byRule') : ''
        return name
          ? t(type === 'customer.split' ? 'event.split' : 'event.merged', { name, how })
          : word('event_type', type)
      }
      case 'customer.noted': {
        const name = text(p.author_name) ? `${text(p.author_name)} ` : ''
        if (p.action === 'edited') return t('event.noteEdited', { name })
        if (p.action === 'deleted') return t('event.noteDeleted', { name })
        return t(p.action === 'pinned' ? 'event.notePinned' : 'event.noted', { name })
      }
      case 'customer.tagged': {
        const added = listed(names(p.added), lang)
        const removed = listed(names(p.removed), lang)
        const source = p.source ? word('tag_source', text(p.source)) : ''
        return (
          [added && t('event.tagged', { tags: added }), removed && t('event.untagged', { tags: removed })]
            .filter(Boolean)
            .join(lang === 'en-US' ? ', ' : '，') + (source ? t('event.by', { source }) : '')
        )
      }
      case 'attribute.decided': {
        const name = text(p.name) + (p.about ? ` ${text(p.about)}` : '')
        if (p.value === '') return t('event.undecided', { name })
        return t('event.decided', { name, value: text(p.value) || '***' })
      }
      case 'welcome.sent':
        return t('event.welcomeSent', {
          customer,
          policy: text(p.policy_name) || t('event.codeWelcome'),
          ms: duration(Number(p.latency_ms ?? 0), lang),
        })
      case 'group_chat.joined':
        return t('event.groupJoined', {
          name: customerName || text(p.member_name) || t('event.customer'),
          group: text(p.name),
          scene: p.scene && p.scene !== 'unknown' ? t('event.by', { source: word('group_scene', text(p.scene)) }) : '',
        })
      case 'group_chat.left':
        return t('event.groupLeft', {
          name: customerName || text(p.member_name) || t('event.customer'),
          group: text(p.name),
          how: p.by ? t('event.by', { source: word('group_left_by', text(p.by)) }) : '',
        })
      case 'welcome.failed':
        return t('event.welcomeFailed', { customer, reason: reasonText(text(p.reason)) })
      case 'channel_code.matched':
        return t('event.matched', { name: text(p.code_name) })
      case 'oa.followed':
        return t('event.oaFollowed', { account: text(p.account), via: via(p) })
      case 'oa.unfollowed':
        return t('event.oaUnfollowed', { account: text(p.account) })
      case 'oa.scanned':
        return t('event.oaScanned', { account: text(p.account), via: via(p) })
      case 'oa.menu_clicked':
        return t('event.oaClicked', { account: text(p.account), name: text(p.button) || text(p.key) })
      case 'oa.menu_viewed':
        return t('event.oaViewed', { account: text(p.account), name: text(p.button) || text(p.url) })
      case 'oa.messaged':
        return t('event.oaMessaged', {
          account: text(p.account),
          what: text(p.text) ? t('event.oaText', { text: text(p.text) }) : ` [${text(p.event)}]`,
        })
      case 'oa.replied':
        return t('event.oaReplied', {
          account: text(p.account),
          name: text(p.reply_name) ? t('event.oaText', { text: text(p.reply_name) }) : '',
        })
      case 'oa.add_attributed':
        return t('event.oaAttributed', { kind: word('oa_place_kind', text(p.kind)), name: text(p.name) })
      case 'order.created':
      case 'order.changed':
      case 'order.paid':
      case 'order.shipped':
      case 'order.finished':
      case 'order.closed':
      case 'order.refunded':
      case 'refund.opened':
      case 'refund.agreed':
      case 'refund.closed': {
        const fen = p.amount_fen ?? p.payable_fen
        const sum = typeof fen === 'number' ? money(fen, text(p.currency) || 'CNY', lang) : ''
        return [word('event_type', type), text(p.shop), text(p.title) || text(p.order_no), sum]
          .filter(Boolean)
          .join(' · ')
      }
      default:
        return word('event_type', type)
    }
  }
}
