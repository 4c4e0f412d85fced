import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { useHas, useHolds } from '@/api/me'
import { useLang } from '@/i18n'
import { EmptyState, Loading } from '@/ui/Feedback'
import { GoLink } from '@/ui/url'
import { useHelp } from './help'
import { flatNav, itemOf, navFor } from './nav'

/** What the open page is for, and how to do what on it. */
export default function HelpDrawer({ path, onClose }: { path: string; onClose: () => void }) {
  const { t } = useTranslation()
  const lang = useLang()
  const can = useHolds()
  const has = useHas()
  const item = itemOf(path)
  const help = useHelp(item?.path, lang)
  const open = new Set(flatNav(navFor(can, has)).map((p) => p.path))
  const related = (help.data?.related ?? []).filter((p) => open.has(p))
  const name = item ? t(`nav.${item.keys.at(-1)!}`) : ''
  return (
    <Drawer open onClose={onClose} size={400} title={t('app.helpOf', { name })}>
      {help.isPending && <Loading rows={4} />}
      {help.data === null && <EmptyState title={t('app.noHelp')} />}
      {help.data && (
        <div className="stack help">
          <p>{help.data.what}</p>
          {help.data.how.map((part) => (
            <section key={part.title} className="stack tight">
              <h2>{part.title}</h2>
              {part.who && <p className="muted">{t('app.helpFor', { who: part.who })}</p>}
              <ol>
                {part.steps.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ol>
            </section>
          ))}
          {related.length > 0 && (
            <section className="stack tight">
              <h2>{t('app.helpRelated')}</h2>
              {related.map((p) => (
                <GoLink key={p} to={p}>
                  {itemOf(p)!
                    .keys.map((key) => t(`nav.${key}`))
                    .join(' / ')}
                </GoLink>
              ))}
            </section>
          )}
        </div>
      )}
    </Drawer>
  )
}
