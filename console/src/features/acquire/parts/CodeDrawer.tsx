import { ExpandOutlined } from '@ant-design/icons'
import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { Await } from '@/ui/Feedback'
import { Badge } from '@/ui/Page'
import { GoButton } from '@/ui/url'
import { TONES } from '../code'
import { useCode } from '../queries'
import { CodeChart, CodeFigures, CodeSettings, CodeStaffTable } from './CodeFacts'
import { QrPanel } from './QrPanel'

export default function CodeDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const word = useWord()
  const code = useCode(id)
  const c = code.data
  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      size={640}
      title={
        c ? (
          <span className="row">
            <span className="ellipsis">{c.name}</span>
            <Badge tone={TONES[c.state]}>{word('code_state', c.state)}</Badge>
          </span>
        ) : (
          t('acquire.code')
        )
      }
      extra={
        id && (
          <GoButton icon={<ExpandOutlined />} to={`/channel-codes/${id}`}>
            {t('acquire.openPage')}
          </GoButton>
        )
      }
    >
      <Await query={code}>
        {c && (
          <div className="stack" style={{ gap: 20 }}>
            <div className="row top" style={{ gap: 24 }}>
              <QrPanel code={c} />
              <CodeSettings code={c} />
            </div>
            <CodeFigures id={c.id} />
            <CodeChart id={c.id} />
            <CodeStaffTable code={c} />
          </div>
        )}
      </Await>
    </Drawer>
  )
}
