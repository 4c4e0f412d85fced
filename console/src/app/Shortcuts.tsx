import { Modal, Switch } from 'antd'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { usePrefs } from '@/ui/prefs'
import { GO_KEYS } from './keys'
import { itemOf } from './nav'

export default function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { singleKeys, set } = usePrefs()
  const rows: [string, string][] = [
    [t('app.keyPalette'), 'Ctrl K'],
    [t('app.keySearch'), '/'],
    [t('app.keyCreate'), 'C'],
    [t('app.keyList'), '↑ ↓ PgUp PgDn Enter'],
    [t('app.keyNewPage'), 'Ctrl Enter'],
    [t('app.keySave'), 'Ctrl S'],
    [t('app.keyUndo'), 'Ctrl Z'],
    [t('app.keyRedo'), 'Ctrl Shift Z'],
    [t('app.keySheet'), '?'],
    ...Object.entries(GO_KEYS).map(([key, path]): [string, string] => [
      t('app.keyGo', { name: t(`nav.${itemOf(path)!.keys.at(-1)!}`) }),
      `G ${key.toUpperCase()}`,
    ]),
  ]
  return (
    <Modal open onCancel={onClose} footer={null} title={t('app.shortcuts')} destroyOnHidden>
      <div className="keys">
        {rows.map(([name, keys]) => (
          <Fragment key={name}>
            <span>{name}</span>
            <kbd>{keys}</kbd>
          </Fragment>
        ))}
        <span>{t('app.singleKeys')}</span>
        <Switch
          size="small"
          checked={singleKeys}
          onChange={(v) => set({ singleKeys: v })}
          aria-label={t('app.singleKeys')}
        />
      </div>
    </Modal>
  )
}
