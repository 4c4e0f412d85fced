import { EditOutlined } from '@ant-design/icons'
import { App, Button, Tag, Tooltip } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useWord } from '@/i18n'
import { TagPicker } from '@/pickers/TagPicker'
import { useFail } from '@/ui/Feedback'
import { Time } from '@/ui/Page'
import { lazy } from '@/ui/page/lazy'
import { type Customer, useSetTags } from '../queries'

const WhyTags = lazy(() => import('../known/WhyTags').then((m) => ({ default: m.WhyTags })))

/** Tags with where they come from; corp tags go to the platform. */
export function TagsPanel({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  const fail = useFail()
  const { message } = App.useApp()
  const set = useSetTags()
  const [chosen, setChosen] = useState<string[] | null>(null)
  const [isOpen, setOpen] = useState(false)
  const had = customer.tags.map((tag) => tag.id)
  const save = () => {
    if (!chosen) return
    const add = chosen.filter((id) => !had.includes(id))
    const remove = had.filter((id) => !chosen.includes(id))
    if (add.length + remove.length === 0) return setChosen(null)
    set.mutate(
      { id: customer.id, add, remove },
      {
        onSuccess: () => {
          void message.success(t('customer.tagsSaved'))
          setChosen(null)
        },
        onError: fail,
      },
    )
  }
  if (chosen)
    return (
      <div className="stack tight">
        <TagPicker multiple label={t('customer.tags')} value={chosen} onChange={setChosen} />
        <small className="muted">{t('customer.corpTagHint')}</small>
        <div className="row">
          <Button size="small" type="primary" loading={set.isPending} onClick={save}>
            {t('common.save')}
          </Button>
          <Button size="small" onClick={() => setChosen(null)}>
            {t('common.cancel')}
          </Button>
        </div>
      </div>
    )
  const reasons = customer.tags.flatMap((tag) => tag.by.map((b) => ({ ...b, tag })))
  return (
    <div className="stack tight">
      <div className="row" style={{ gap: 6 }}>
        {customer.tags.length === 0 && <span className="muted">{t('customer.noTags')}</span>}
        {customer.tags.map((tag) => (
          <Tooltip key={tag.id} title={`${tag.group_name} · ${word('tag_kind', tag.kind)}`}>
            <Tag color={tag.kind === 'corp' ? 'blue' : 'default'} tabIndex={0} style={{ margin: 0 }}>
              {tag.name}
            </Tag>
          </Tooltip>
        ))}
        {can('customer.tag') && (
          <Button size="small" type="text" icon={<EditOutlined />} onClick={() => setChosen(had)}>
            {t('customer.editTags')}
          </Button>
        )}
        {reasons.length > 0 && (
          <Button size="small" type="text" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t(isOpen ? 'customer.detail.hideWhy' : 'customer.detail.why')}
          </Button>
        )}
      </div>
      {isOpen && (
        <>
          <ul className="feed">
            {reasons.map((r) => (
              <li key={`${r.tag.id}-${r.staff_id}-${r.source}`}>
                <span className="grow">
                  <b style={{ fontWeight: 500 }}>{r.tag.name}</b>{' '}
                  <span className="muted">
                    {[word('tag_source', r.source.split(':')[0] ?? r.source), r.user_name, r.staff_name]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                <Time at={r.at} />
              </li>
            ))}
          </ul>
          <Suspense fallback={null}>
            <WhyTags id={customer.id} />
          </Suspense>
        </>
      )}
    </div>
  )
}
