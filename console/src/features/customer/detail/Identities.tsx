import { EyeOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useMasks } from '@/api/me'
import { useWord } from '@/i18n'
import { CopyButton, useFail } from '@/ui/Feedback'
import { dateOnly } from '@/ui/format'
import { Badge, Card } from '@/ui/Page'
import { useRevealHint } from '../parts/useRevealHint'
import type { Customer } from '../queries'
import { useReveal } from './queries'

type Identity = Customer['identities'][number]

function One({ customer, identity: i }: { customer: Customer; identity: Identity }) {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  const mask = useMasks()
  const fail = useFail()
  const reveal = useReveal()
  const hint = useRevealHint()
  const [clear, setClear] = useState<string | null>(null)
  const isSealed = i.kind === 'phone' || i.kind === 'email'
  const level = isSealed ? mask(i.kind as 'phone' | 'email') : 'clear'
  const isMasked = level !== 'clear' && clear === null
  const name = word('identity', i.kind)
  return (
    <li>
      <div className="grow stack tight" style={{ gap: 0, minWidth: 0 }}>
        <span className="row" style={{ gap: 6 }}>
          <span className="muted">{name}</span>
          {i.verified_at && <Badge tone="good">{t('customer.verified')}</Badge>}
          {i.is_holder === false && <Badge tone="warn">{t('customer.detail.alsoOthers')}</Badge>}
        </span>
        <span className="row" style={{ gap: 2 }}>
          <span className="mono" style={{ wordBreak: 'break-all' }}>
            {i.value_masked === ''
              ? t('customer.detail.unreadable')
              : (clear ?? i.value_masked ?? t('customer.detail.hidden'))}
          </span>
          {!isMasked && i.value_masked && <CopyButton text={clear ?? i.value_masked} name={name} />}
          {level === 'masked' && clear === null && can('customer.reveal') && (
            <Button
              size="small"
              type="text"
              icon={<EyeOutlined />}
              loading={reveal.isPending}
              aria-label={t('customer.detail.reveal', { name })}
              title={hint}
              onClick={() =>
                reveal.mutate(
                  { id: customer.id, field: i.kind, identity_id: i.id },
                  { onSuccess: (r) => setClear(r.value), onError: fail },
                )
              }
            />
          )}
        </span>
        <small className="muted">
          {[
            i.source && word('identity_source', i.source),
            t('customer.since', { at: dateOnly(i.since) }),
            i.until && t('customer.until', { at: dateOnly(i.until) }),
            i.scope,
            i.confidence > 0 && t('customer.confidence', { n: i.confidence }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </div>
    </li>
  )
}

/** All that a person is known by, and since when; ids are copied, personal data is revealed. */
export function Identities({ customer: c }: { customer: Customer }) {
  const { t } = useTranslation()
  return (
    <Card
      title={t('customer.identities')}
      extra={<small className="muted">{t('customer.identityCount', { n: c.identities.length })}</small>}
    >
      <ul className="feed">
        <li>
          <div className="grow stack tight" style={{ gap: 0 }}>
            <span className="muted">{t('customer.list.id')}</span>
            <span className="row" style={{ gap: 2 }}>
              <span className="mono">{c.id}</span>
              <CopyButton text={c.id} name={t('customer.list.id')} />
            </span>
          </div>
        </li>
        {c.identities.map((i) => (
          <One key={i.id} customer={c} identity={i} />
        ))}
      </ul>
    </Card>
  )
}
