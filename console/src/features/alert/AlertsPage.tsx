import { BellOutlined, PlusOutlined } from '@ant-design/icons'
import { Switch } from 'antd'
import { useCan } from '@/api/me'
import { reasonText } from '@/i18n'
import { Await, EmptyState, useFail } from '@/ui/Feedback'
import { Badge, Card, PageHead, Time } from '@/ui/Page'
import { GoButton, GoLink } from '@/ui/url'
import './alert.css'
import { FiringList } from './parts/FiringList'
import { type Alert, draftOf, useAlertChanges, useAlerts } from './queries'
import { stateOf, TONES, useSaid } from './said'
import { useAlertTexts } from './texts'

function Row({ alert }: { alert: Alert }) {
  const w = useAlertTexts()
  const said = useSaid()
  const can = useCan()
  const fail = useFail()
  const { save } = useAlertChanges()
  const state = stateOf(alert)
  return (
    <li className="alert-row">
      <div>
        <div className="row" style={{ gap: 8, flexWrap: 'wrap' }}>
          <Badge tone={TONES[state]}>{w.stateOf[state]}</Badge>
          <GoLink to={`/alerts/${alert.id}`}>{alert.name}</GoLink>
          {!alert.is_mine && alert.owner_name && <span className="muted">{w.owner(alert.owner_name)}</span>}
        </div>
        <div>{said.says(alert)}</div>
        <div className="muted">
          {alert.every === 'hour' ? w.everyHour : w.everyDay(`${String(alert.hour).padStart(2, '0')}:00`)}
          {alert.verdict === 'unknown' && alert.reason && ` · ${reasonText(alert.reason)}`}
        </div>
      </div>
      <div className="alert-facts">
        <b className="num">{said.now(alert)}</b>{' '}
        <span className="muted">
          <Time at={alert.looked_at} relative />
        </span>
      </div>
      <Switch
        aria-label={w.onOff(alert.name)}
        checked={alert.is_on}
        loading={save.isPending}
        disabled={!alert.may_edit || !can('alert.write')}
        onChange={(is_on) =>
          save.mutate(
            { id: alert.id, revision: alert.revision, draft: { ...draftOf(alert), is_on } },
            { onError: fail },
          )
        }
      />
    </li>
  )
}

export default function AlertsPage() {
  const w = useAlertTexts()
  const can = useCan()
  const alerts = useAlerts()
  const items = alerts.data?.items ?? []
  const add = can('alert.write') && (
    <GoButton type="primary" icon={<PlusOutlined />} to="/alerts/new">
      {w.add}
    </GoButton>
  )
  return (
    <div className="page">
      <PageHead title={w.title} sub={w.sub} extra={add} />
      <div className="stack">
        <Card title={w.rules}>
          <Await query={alerts} rows={4}>
            {items.length === 0 ? (
              <EmptyState icon={<BellOutlined />} title={w.none} hint={w.noneHint} action={add} />
            ) : (
              <ul className="alert-list">
                {items.map((a) => (
                  <Row key={a.id} alert={a} />
                ))}
              </ul>
            )}
          </Await>
        </Card>
        {items.length > 0 && (
          <Card title={w.history}>
            <FiringList id={null} />
          </Card>
        )}
      </div>
    </div>
  )
}
