import { Spin } from 'antd'
import { reasonText, useLang } from '@/i18n'
import { ErrorCard } from '@/ui/Feedback'
import { Badge, Card, Facts } from '@/ui/Page'
import { type AlertDraft, useTry } from '../queries'
import { useSaid } from '../said'
import { useAlertTexts } from '../texts'
import { CauseList } from './CauseList'

/** What a draft would say now; nobody is told. */
export function TryCard({ draft }: { draft: AlertDraft }) {
  const w = useAlertTexts()
  const lang = useLang()
  const said = useSaid()
  const tried = useTry(draft)
  const look = tried.data
  const tone = look?.verdict === 'broken' ? 'bad' : look?.verdict === 'kept' ? 'good' : 'warn'
  const verdict = look && { broken: w.wouldFire, kept: w.wouldNot, unknown: w.wouldNotKnow }[look.verdict]
  return (
    <Card title={w.tryTitle} extra={tried.isFetching && <Spin size="small" />}>
      {tried.isError && <ErrorCard error={tried.error} onRetry={() => void tried.refetch()} />}
      {look && (
        <div className="stack" aria-live="polite">
          <div>
            <Badge tone={tone}>{verdict}</Badge>{' '}
            {look.reason ? reasonText(look.reason) : lang === 'en-US' ? look.said_en : look.said_zh}
          </div>
          <Facts
            items={[
              [w.now, said.now({ ...draft, ...look })],
              [w.before, said.number(look.before_num, look.before_den, draft.metric)],
            ]}
          />
          {look.cause.length > 0 && (
            <div>
              <h3 className="muted" style={{ fontWeight: 'normal', fontSize: 13, margin: '0 0 4px' }}>
                {w.cause}
              </h3>
              <CauseList causes={look.cause} {...said.units(draft.metric)} />
            </div>
          )}
        </div>
      )}
    </Card>
  )
}
