import { EyeOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan, useMasks } from '@/api/me'
import { useLang, useWord } from '@/i18n'
import { useFail } from '@/ui/Feedback'
import { listed } from '@/ui/format'
import { Face, Time } from '@/ui/Page'
import { ContactState } from '../parts/ContactState'
import { useRevealHint } from '../parts/useRevealHint'
import type { Customer } from '../queries'
import { useReveal } from './queries'

/** The phone masked; showing it leaves a line in the audit log. */
function Phone({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const can = useCan()
  const mask = useMasks()
  const fail = useFail()
  const reveal = useReveal()
  const hint = useRevealHint()
  if (!customer.phone_masked) return <span className="muted">{t('customer.noPhone')}</span>
  return (
    <span className="row num" style={{ gap: 4 }}>
      {reveal.data?.value ?? customer.phone_masked}
      {!reveal.data && mask('phone') === 'masked' && can('customer.reveal') && (
        <Button
          size="small"
          type="text"
          icon={<EyeOutlined />}
          loading={reveal.isPending}
          title={hint}
          onClick={() => reveal.mutate({ id: customer.id, field: 'phone' }, { onError: fail })}
        >
          {t('common.view')}
        </Button>
      )}
    </span>
  )
}

export function Head({ customer: c }: { customer: Customer }) {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const staff = [...new Set(c.relations.filter((r) => !r.ended_at).map((r) => r.staff_name))]
  return (
    <div className="row top" style={{ gap: 16 }}>
      <Face name={c.name} src={c.avatar} size={56} />
      <div className="stack tight grow">
        <div className="row">
          <ContactState customer={c} />
          <span className="muted">
            {word('customer_kind', c.kind)}
            {c.corp_name && ` · ${c.corp_name}`}
            {c.gender !== 'unknown' && ` · ${word('gender', c.gender)}`}
          </span>
        </div>
        <div className="row" style={{ gap: '4px 20px' }}>
          <Phone customer={c} />
          <span>
            <span className="muted">{t('customer.staff')} </span>
            {listed(staff, lang) || '—'}
          </span>
          <span>
            <span className="muted">{t('customer.source')} </span>
            {word('add_way', c.source)}
          </span>
          <span>
            <span className="muted">{t('customer.addedAt')} </span>
            <Time at={c.first_added_at} />
          </span>
          <span>
            <span className="muted">{t('customer.lastEvent')} </span>
            <Time at={c.last_event_at} relative />
          </span>
        </div>
      </div>
    </div>
  )
}
