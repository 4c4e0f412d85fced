import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useLang } from '@/i18n'
import { int } from '@/ui/format'
import { Figure } from '@/ui/Page'
import { DAYS, share, signed } from '../figures'

/** Which days; kept in the address. */
export function DaysPick({ days, onPick }: { days: number; onPick: (days: string) => void }) {
  const { t } = useTranslation()
  return (
    <Segmented
      aria-label={t('group_chat.period')}
      value={days}
      onChange={(n) => onPick(String(n))}
      options={DAYS.map((n) => ({ value: n, label: t('group_chat.lastDays', { n }) }))}
    />
  )
}

export function GroupFigures({ figures, now }: { figures: Schemas['GroupFigures']; now: number }) {
  const { t } = useTranslation()
  const lang = useLang()
  return (
    <div className="figures">
      <Figure label={t('group_chat.now')} value={int(now, lang)} note={t('group_chat.nowNote')} />
      <Figure label={t('group_chat.joined')} value={int(figures.joined, lang)} />
      <Figure
        label={t('group_chat.left')}
        value={int(figures.left, lang)}
        tone={figures.left > 0 ? 'bad' : undefined}
      />
      <Figure
        label={t('group_chat.net')}
        value={signed(figures.net, int(figures.net, lang))}
        tone={figures.net > 0 ? 'good' : figures.net < 0 ? 'bad' : undefined}
      />
      <Figure
        label={t('group_chat.retained')}
        value={share(figures.retained, figures.people)}
        note={t('group_chat.retainedNote', { n: int(figures.retained, lang), of: int(figures.people, lang) })}
      />
    </div>
  )
}
