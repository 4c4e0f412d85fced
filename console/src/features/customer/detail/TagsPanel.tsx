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

/** Tags as they were when somebody began to edit them, and as he wants them. */
type TagEdit = { before: string[]; chosen: string[] }

/** What he changed himself: a tag that came or went meanwhile is not his doing and stays as it is. */
const changeOf = ({ before, chosen }: TagEdit) => ({
  add: chosen.filter((id) => !before.includes(id)),
  remove: before.filter((id) => !chosen.includes(id)),
})

/** Tags with where they come from; corp tags go to the platform. */
export function TagsPanel({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const word = useWord()
  const can = useCan()
  const fail = useFail()
  const { message } = App.useApp()
  const set = useSetTags()
  const [edit, setEdit] = useState<TagEdit | null>(null)
  const [isOpen, setOpen] = useState(false)
  const had = customer.tags.map((tag) => tag.id)
  const save = () => {
    if (!edit) return
    const { add, remove } = changeOf(edit)
    if (add.length + remove.length === 0) return setEdit(null)
    set.mutate(
      { id: customer.id, add, remove },
      {
        onSuccess: () => {
          void message.success(t('customer.tagsSaved'))
          setEdit(null)
        },
        onError: fail,
      },
    )
  }
  if (edit)
    return (
      <div className="stack tight">
        <TagPicker
          multiple
          label={t('customer.tags')}
          value={edit.chosen}
          onChange={(chosen) => setEdit({ ...edit, chosen })}
        />
        <small className="muted">{t('customer.corpTagHint')}</small>
        <div className="row">
          <Button size="small" type="primary" loading={set.isPending} onClick={save}>
            {t('common.save')}
          </Button>
          <Button size="small" onClick={() => setEdit(null)}>
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
          <Button
            size="small"
            type="text"
            icon={<EditOutlined />}
            onClick={() => setEdit({ before: had, chosen: had })}
          >
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
