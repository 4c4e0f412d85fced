import { useTranslation } from 'react-i18next'
import { useMasks } from '@/api/me'
import { useWord } from '@/i18n'
import { Card, Time } from '@/ui/Page'
import type { Customer } from '../queries'
import { InlineFact } from './InlineFact'

export function FactsPanel({ customer: c }: { customer: Customer }) {
  const { t } = useTranslation()
  const word = useWord()
  const mask = useMasks()
  return (
    <Card title={t('customer.facts')}>
      <dl className="facts">
        <InlineFact customer={c} fact="name" label={t('customer.name')} value={c.name} />
        <InlineFact
          customer={c}
          fact="gender"
          label={t('customer.gender')}
          value={c.gender}
          shown={word('gender', c.gender)}
        />
        <InlineFact
          customer={c}
          fact="birthday"
          label={t('customer.detail.birthday')}
          value={c.birthday}
          level={mask('birthday')}
          hint={t('customer.detail.birthdayHint')}
        />
        <InlineFact
          customer={c}
          fact="phone"
          label={t('customer.phone')}
          value={c.phone_masked}
          level={mask('phone')}
          hint="13800001234"
        />
        <InlineFact
          customer={c}
          fact="email"
          label={t('customer.detail.email')}
          value={c.email_masked}
          level={mask('email')}
          hint="name@example.com"
        />
        <InlineFact customer={c} fact="member_no" label={t('customer.detail.memberNo')} value={c.member_no} />
        <InlineFact
          customer={c}
          fact="address"
          label={t('customer.detail.address')}
          value={c.address}
          level={mask('address')}
        />
        <InlineFact
          customer={c}
          fact="description"
          label={t('customer.description')}
          value={c.description}
          hint={t('customer.detail.descriptionHint')}
        />
        <div className="fact">
          <dt>{t('customer.createdAt')}</dt>
          <dd>
            <Time at={c.created_at} />
          </dd>
        </div>
      </dl>
    </Card>
  )
}
