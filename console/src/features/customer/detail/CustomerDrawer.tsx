import { ExpandOutlined } from '@ant-design/icons'
import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { Await } from '@/ui/Feedback'
import { GoButton } from '@/ui/url'
import { CustomerTabs } from '../parts/CustomerTabs'
import { useCustomer } from '../queries'
import { Head } from './Head'
import { Neighbours } from './Neighbours'
import { TagsPanel } from './TagsPanel'

type Props = {
  id: string
  /** The result one walks through without closing the drawer. */
  resultId?: string
  onGo?: (id: string) => void
  onClose: () => void
}

export default function CustomerDrawer({ id, resultId, onGo, onClose }: Props) {
  const { t } = useTranslation()
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
          <GoButton icon={<ExpandOutlined />} to={`/customers/${id}${resultId ? `?result=${resultId}` : ''}`}>
            {t('customer.openPage')}
          </GoButton>
        </span>
      }
    >
      <Await query={customer}>
        {c && (
          <div className="stack" key={c.id}>
            <Head customer={c} />
            <TagsPanel customer={c} />
            <CustomerTabs customer={c} />
          </div>
        )}
      </Await>
    </Drawer>
  )
}
