import { ExpandOutlined } from '@ant-design/icons'
import { Button, Drawer, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { Await } from '@/ui/Feedback'
import { useGo } from '@/ui/url'
import { Groups, useSeesGroups } from '../parts/Groups'
import { useCustomer } from '../queries'
import { FactsPanel } from './FactsPanel'
import { Head } from './Head'
import { Identities } from './Identities'
import { Neighbours } from './Neighbours'
import { Notes } from './Notes'
import { Relations } from './Relations'
import { TagsPanel } from './TagsPanel'
import { Timeline } from './Timeline'

type Props = {
  id: string
  /** The result one walks through without closing the drawer. */
  resultId?: string
  onGo?: (id: string) => void
  onClose: () => void
}

export default function CustomerDrawer({ id, resultId, onGo, onClose }: Props) {
  const { t } = useTranslation()
  const go = useGo()
  const seesGroups = useSeesGroups()
  const customer = useCustomer(id)
  const c = customer.data
  return (
    <Drawer
      open
      mask={false}
      autoFocus={false}
      onClose={onClose}
      size={640}
      title={c?.name ?? t('nav.customer')}
      extra={
        <span className="row" style={{ flexWrap: 'nowrap' }}>
          {onGo && <Neighbours id={id} resultId={resultId} onGo={onGo} />}
          <Button
            icon={<ExpandOutlined />}
            onClick={() => go(`/customers/${id}${resultId ? `?result=${resultId}` : ''}`)}
          >
            {t('customer.openPage')}
          </Button>
        </span>
      }
    >
      <Await query={customer}>
        {c && (
          <div className="stack" key={c.id}>
            <Head customer={c} />
            <TagsPanel customer={c} />
            <Tabs
              items={[
                {
                  key: 'timeline',
                  label: t('customer.timeline'),
                  children: (
                    <div className="stack">
                      <Notes id={c.id} />
                      <Timeline customer={c} />
                    </div>
                  ),
                },
                {
                  key: 'facts',
                  label: t('customer.facts'),
                  children: (
                    <div className="stack">
                      <FactsPanel customer={c} />
                      <Identities customer={c} />
                    </div>
                  ),
                },
                { key: 'relations', label: t('customer.relations'), children: <Relations customer={c} /> },
                ...(seesGroups ? [{ key: 'groups', label: t('customer.chats'), children: <Groups id={c.id} /> }] : []),
              ]}
            />
          </div>
        )}
      </Await>
    </Drawer>
  )
}
