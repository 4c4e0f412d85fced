import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** Somebody else saved this first: how what is here differs from theirs, and which of both is to stand. */
export function Conflict(props: { children: ReactNode; onTake: () => void; onKeep: () => void }) {
  const { t } = useTranslation()
  return (
    <Alert
      type="warning"
      showIcon
      title={t('common.conflictTitle')}
      description={
        <div className="stack">
          <span>{t('common.conflictDiffers')}</span>
          {props.children}
          <div className="row">
            <Button onClick={props.onTake}>{t('common.conflictReload')}</Button>
            <Button onClick={props.onKeep}>{t('common.conflictKeep')}</Button>
          </div>
        </div>
      }
    />
  )
}
