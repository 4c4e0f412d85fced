import { ExpandOutlined } from '@ant-design/icons'
import { Button, Drawer, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { Await } from '@/ui/Feedback'
import { useGo } from '@/ui/url'
import { useCustomer } from '../queries'
import { FactsPanel } from './FactsPanel'
import { Head } from './Head'
import { Relations } from './Relations'
import { TagsPanel } from './TagsPanel'
import { Timeline } from './Timeline'

export default function CustomerDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const go = useGo()
  const customer = useCustomer(id)
  const c = customer.data
  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      size={640}
      title={c?.name ?? t('nav.customer')}
      extra={
        id && (
          <Button icon={<ExpandOutlined />} onClick={() => go(`/customers/${id}`)}>
            {t('customer.openPage')}
          </Button>
        )
      }
    >
      <Await query={customer}>
        {c && (
          <div className="stack">
            <Head customer={c} />
            <TagsPanel customer={c} />
            <Tabs
              items={[
                { key: 'timeline', label: t('customer.timeline'), children: <Timeline id={c.id} name={c.name} /> },
                { key: 'relations', label: t('customer.relations'), children: <Relations customer={c} /> },
                {
                  key: 'facts',
                  label: t('customer.facts'),
                  children: <FactsPanel customer={c} onConflict={() => void customer.refetch()} />,
                },
              ]}
            />
          </div>
        )}
      </Await>
    </Drawer>
  )
}
