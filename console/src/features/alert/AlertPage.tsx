import { DeleteOutlined, EditOutlined } from '@ant-design/icons'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { reasonText } from '@/i18n'
import { useFail, useUndoToast } from '@/ui/Feedback'
import { Badge, Card, Facts, PageHead, Time } from '@/ui/Page'
import { PageAwait } from '@/ui/page/PageAwait'
import { GoButton, useBack, useGo } from '@/ui/url'
import './alert.css'
import CourseChart from './parts/CourseChart'
import { FiringList } from './parts/FiringList'
import { type Alert, useAlert, useAlertChanges } from './queries'
import { compares, stateOf, TONES, useSaid } from './said'
import { useAlertTexts } from './texts'

function Shown({ alert }: { alert: Alert }) {
  const w = useAlertTexts()
  const said = useSaid()
  const can = useCan()
  const go = useGo()
  const fail = useFail()
  const undo = useUndoToast()
  const back = useBack('/alerts')
  const { drop, restore } = useAlertChanges()
  const state = stateOf(alert)
  const mayEdit = alert.may_edit && can('alert.write')
  const remove = () =>
    drop.mutate(alert.id, {
      onError: fail,
      onSuccess: () => {
        go('/alerts')
        undo(w.removed(alert.name), () => restore.mutate(alert.id, { onError: fail }))
      },
    })
  return (
    <div className="page">
      <PageHead
        title={alert.name}
        sub={<Badge tone={TONES[state]}>{w.stateOf[state]}</Badge>}
        {...back}
        extra={
          mayEdit && (
            <>
              <Button icon={<DeleteOutlined />} loading={drop.isPending} onClick={remove}>
                {w.remove}
              </Button>
              <GoButton type="primary" icon={<EditOutlined />} to={`/alerts/${alert.id}/edit`}>
                {w.edit}
              </GoButton>
            </>
          )
        }
      />
      <div className="stack">
        <div className="alert-columns">
          <Card title={said.says(alert)}>
            {alert.verdict === 'unknown' && alert.reason && (
              <p>
                <Badge tone="warn">{reasonText(alert.reason)}</Badge>
              </p>
            )}
            <Facts
              items={[
                [w.now, said.now(alert)],
                compares(alert)
                  ? [w.before, said.number(alert.before_num, alert.before_den, alert.metric)]
                  : [w.line, said.limit(alert)],
                [w.lookedAt, <Time key="at" at={alert.looked_at} />],
                [w.nextAt, <Time key="next" at={alert.next_at} />],
              ]}
            />
          </Card>
          <CourseChart alert={alert} />
        </div>
        <Card title={w.history}>
          <FiringList id={alert.id} units={said.units(alert.metric)} />
        </Card>
      </div>
    </div>
  )
}

export default function AlertPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { t } = useTranslation()
  const alert = useAlert(id)
  return (
    <PageAwait query={alert} title={t('nav.alerts')} back="/alerts">
      {alert.data && <Shown alert={alert.data} />}
    </PageAwait>
  )
}
