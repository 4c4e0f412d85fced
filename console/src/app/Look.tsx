import { Button, Segmented, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useIsViewing } from '@/api/me'
import { type Lang, setLang, useLang } from '@/i18n'
import { usePrefs } from '@/ui/prefs'
import { useSaveMe } from './queries'

/** Language and look: preferences of this user, on every device. */
export default function Look({ onSheet }: { onSheet: () => void }) {
  const { t } = useTranslation()
  const lang = useLang()
  const prefs = usePrefs()
  const isViewing = useIsViewing()
  const save = useSaveMe()
  const choose = (next: Lang) => {
    void setLang(next)
    if (!isViewing) save.mutate({ locale: next })
  }
  return (
    <div className="stack">
      {isViewing && <small className="muted">{t('common.notKept')}</small>}
      <Segmented<Lang>
        block
        aria-label={t('app.language')}
        value={lang}
        onChange={choose}
        options={[
          { value: 'zh-CN', label: '简体中文' },
          { value: 'en-US', label: 'English' },
        ]}
      />
      <Segmented<'comfortable' | 'compact'>
        block
        aria-label={t('app.density')}
        value={prefs.density}
        onChange={(density) => prefs.set({ density })}
        options={[
          { value: 'comfortable', label: t('app.comfortable') },
          { value: 'compact', label: t('app.compact') },
        ]}
      />
      <div className="row">
        <span className="grow">{t('app.dark')}</span>
        <Switch size="small" checked={prefs.dark} onChange={(dark) => prefs.set({ dark })} aria-label={t('app.dark')} />
      </div>
      <div className="row">
        <span className="grow">{t('app.colorBlind')}</span>
        <Switch
          size="small"
          checked={prefs.colorBlind}
          onChange={(colorBlind) => prefs.set({ colorBlind })}
          aria-label={t('app.colorBlind')}
        />
      </div>
      <Button size="small" onClick={onSheet}>
        {t('app.shortcuts')}
      </Button>
    </div>
  )
}
