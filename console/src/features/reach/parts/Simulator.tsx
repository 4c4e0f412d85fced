import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons'
import { DatePicker, Form, Input } from 'antd'
import type { Dayjs } from 'dayjs'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { CodeSelect } from '@/pickers/code/CodeSelect'
import { bubblesOf, type Message } from '@/pickers/message'
import { StaffSelect } from '@/pickers/StaffPicker'
import { Await } from '@/ui/Feedback'
import { momentOf } from '@/ui/format'
import { Card } from '@/ui/Page'
import { PhoneFrame } from '@/ui/PhoneFrame'
import { useWelcomePreview } from '../queries'

/** Who would get what: pick a staff, a code and a moment; see the policy chosen and why. */
export default function Simulator({ message }: { message?: Message }) {
  const { t } = useTranslation()
  const word = useWord()
  const [name, setName] = useState(t('reach.sampleName'))
  const [staffId, setStaffId] = useState<string>()
  const [codeId, setCodeId] = useState<string>()
  const [at, setAt] = useState<Dayjs | null>(null)
  const input = useDeferredValue({
    customer_name: name || '—',
    staff_id: staffId,
    code_id: codeId,
    at: at ? momentOf(at) : undefined,
    message,
  })
  const preview = useWelcomePreview(input)
  const p = preview.data
  return (
    <Card title={t('reach.simulate')}>
      <div className="row top" style={{ gap: 24 }}>
        <div className="grow stack" style={{ minWidth: 'min(280px, 100%)' }}>
          <Form layout="vertical" component="div">
            <div className="cols two">
              <Form.Item label={t('reach.customerName')} htmlFor="sim-name">
                <Input id="sim-name" value={name} onChange={(e) => setName(e.target.value)} />
              </Form.Item>
              <Form.Item label={t('reach.staff')}>
                <StaffSelect label={t('reach.anyStaff')} value={staffId} onChange={setStaffId} />
              </Form.Item>
              <Form.Item label={t('reach.code')}>
                <CodeSelect
                  label={t('reach.code')}
                  placeholder={t('reach.noCode')}
                  value={codeId}
                  onChange={setCodeId}
                />
              </Form.Item>
              <Form.Item label={t('reach.at')}>
                <DatePicker
                  aria-label={t('reach.at')}
                  showTime={{ format: 'HH:mm' }}
                  format="YYYY-MM-DD HH:mm"
                  value={at}
                  onChange={setAt}
                  placeholder={t('reach.now')}
                  style={{ width: '100%' }}
                />
              </Form.Item>
            </div>
          </Form>
          <Await query={preview} rows={4}>
            <b style={{ fontWeight: 600 }}>{t('reach.considered')}</b>
            <ol className="steps-list" aria-label={t('reach.considered')}>
              {p?.considered.map((c) => (
                <li key={c.policy_id}>
                  {c.chosen ? (
                    <CheckCircleFilled className="good" style={{ marginTop: 4 }} aria-label={t('reach.chosen')} />
                  ) : (
                    <MinusCircleOutlined className="muted" style={{ marginTop: 4 }} aria-label={t('reach.notChosen')} />
                  )}
                  <div className="stack tight" style={{ gap: 0 }}>
                    <span style={{ fontWeight: c.chosen ? 600 : 400 }}>
                      {c.name} <small className="muted">{word('scope', c.scope)}</small>
                    </span>
                    <small className="muted">{word('why', c.why)}</small>
                  </div>
                </li>
              ))}
            </ol>
            {p && !p.policy_id && p.considered.every((c) => !c.chosen) && (
              <p className="warn">{t('reach.nobodyWelcomes')}</p>
            )}
          </Await>
        </div>
        <PhoneFrame
          label={t('reach.preview')}
          title={p?.policy_name ?? t('reach.preview')}
          empty={t('reach.previewEmpty')}
          bubbles={p ? bubblesOf({ text: p.text, attachments: p.attachments ?? [] }, {}) : []}
        />
      </div>
    </Card>
  )
}
