import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { SessionList } from './SessionList'

export function SessionsDialog({ user, onClose }: { user: Schemas['User']; onClose: () => void }) {
  const { t } = useTranslation()
  const can = useCan()
  return (
    <Modal
      open
      width={600}
      footer={null}
      title={t('access.sessionsOf', { name: user.display_name || user.name })}
      onCancel={onClose}
    >
      <SessionList userId={user.id} writable={can('user.write')} />
    </Modal>
  )
}
