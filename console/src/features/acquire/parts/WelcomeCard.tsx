import { Form, Radio } from 'antd'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { bubblesOf, emptyMessage, type Message, messageProblem } from '@/pickers/message'
import { Loading } from '@/ui/Feedback'
import { Card } from '@/ui/Page'
import { PhoneFrame } from '@/ui/PhoneFrame'
import { lazy } from '@/ui/page/lazy'

const MessageEditor = lazy(() => import('@/pickers/MessageEditor'))

/** Which welcome a customer of this code gets: its own, that of the policies, or none. */
export function WelcomeCard(props: { mode?: string; welcome?: Message | null; staffName?: string | null }) {
  const { t } = useTranslation()
  const word = useWord()
  const { mode, welcome, staffName } = props
  return (
    <Card title={t('acquire.welcome')}>
      <Form.Item
        name="welcome_mode"
        extra={mode === 'policy' ? t('acquire.policyHint') : mode === 'none' ? t('acquire.noneWelcomeHint') : undefined}
      >
        <Radio.Group
          aria-label={t('acquire.welcome')}
          options={(['own', 'policy', 'none'] as const).map((m) => ({
            value: m,
            label: word('welcome_mode', m),
          }))}
        />
      </Form.Item>
      {mode === 'own' && (
        <Suspense fallback={<Loading />}>
          <div className="row top" style={{ gap: 24 }}>
            <div className="grow" style={{ minWidth: 'min(320px, 100%)' }}>
              <Form.Item
                name="welcome"
                rules={[
                  {
                    validator: (_, m) => {
                      const problem = messageProblem(m)
                      return problem ? Promise.reject(new Error(t(`pick.${problem}`))) : Promise.resolve()
                    },
                  },
                ]}
              >
                <MessageEditor label={t('acquire.welcome')} />
              </Form.Item>
            </div>
            <PhoneFrame
              label={t('reach.preview')}
              title={staffName ?? t('acquire.staff')}
              empty={t('reach.previewEmpty')}
              bubbles={bubblesOf(welcome ?? emptyMessage, {
                客户昵称: t('reach.sampleName'),
                员工姓名: staffName ?? t('reach.sampleStaff'),
                门店: t('reach.sampleStore'),
              })}
            />
          </div>
        </Suspense>
      )}
    </Card>
  )
}
