import { ExpandOutlined } from '@ant-design/icons'
import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { Await } from '@/ui/Feedback'
import { GoButton } from '@/ui/url'
import { usePhone } from '@/ui/usePhone'
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
  const isPhone = usePhone()
  const customer = useCustomer(id)
  const c = customer.data
  return (
    <Drawer
      open
      mask={false}
      autoFocus={false}
      onClose={onClose}
      size={640}
      title={c?.name ?? t('common.customer')}
      extra={
        <span className="row" style={{ flexWrap: 'nowrap', marginLeft: 12 }}>
          {onGo && <Neighbours id={id} resultId={resultId} onGo={onGo} />}
          <GoButton
            icon={<ExpandOutlined />}
            aria-label={t('customer.openPage')}
            to={`/customers/${id}${resultId ? `?result=${resultId}` : ''}`}
          >
            {isPhone ? null : t('customer.openPage')}
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
