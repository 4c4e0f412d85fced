import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConfirmTypedProps } from './ConfirmTyped'

/** For what cannot be undone: the user types a word before the button works. */
export default function ConfirmTypedDialog(props: ConfirmTypedProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const ready = typed.trim() === props.word
  return (
    <Modal
      open={props.open}
      title={props.title}
      onCancel={props.onClose}
      afterClose={() => setTyped('')}
      destroyOnHidden
      footer={[
        <Button key="no" onClick={props.onClose}>
          {t('common.cancel')}
        </Button>,
        <Button key="yes" danger type="primary" disabled={!ready} loading={props.busy} onClick={props.onConfirm}>
          {props.action}
        </Button>,
      ]}
    >
      <div className="stack">
        <div>{props.text}</div>
        <label className="stack tight">
          {t('common.typeToConfirm', { word: props.word })}
          <Input
            value={typed}
            onChange={(e) => setTyped(e.target.value)}
            onPressEnter={() => ready && props.onConfirm()}
          />
        </label>
      </div>
    </Modal>
  )
}
