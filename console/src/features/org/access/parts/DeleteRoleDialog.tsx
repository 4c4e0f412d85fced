import { Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useFail } from '@/ui/Feedback'
import { useDeleteRole } from '../queries'

/** A role somebody holds goes only when they get another. */
export function DeleteRoleDialog(props: {
  role: Schemas['Role']
  all: Schemas['Role'][]
  onClose: (gone: boolean) => void
}) {
  const { t } = useTranslation()
  const fail = useFail()
  const remove = useDeleteRole()
  const { role } = props
  const [moveTo, setMoveTo] = useState<string>()
  const isHeld = role.user_count > 0
  return (
    <Modal
      open
      title={t('access.deleteTitle', { name: role.name })}
      onCancel={() => props.onClose(false)}
      okText={t('common.delete')}
      okButtonProps={{ danger: true, disabled: isHeld && !moveTo }}
      confirmLoading={remove.isPending}
      onOk={() => remove.mutate({ role, moveTo }, { onSuccess: () => props.onClose(true), onError: fail })}
    >
      <div className="stack">
        <p>{isHeld ? t('access.deleteHeld', { n: role.user_count }) : t('access.deleteFree')}</p>
        {isHeld && (
          <Select
            aria-label={t('access.moveTo')}
            placeholder={t('access.moveTo')}
            value={moveTo}
            onChange={setMoveTo}
            options={props.all.filter((r) => r.id !== role.id).map((r) => ({ value: r.id, label: r.name }))}
          />
        )}
      </div>
    </Modal>
  )
}
