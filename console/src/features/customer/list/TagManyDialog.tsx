import { Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { AllowanceNote, useIsAllowed } from '@/pickers/allowance/AllowanceNote'
import { TagPicker } from '@/pickers/TagPicker'
import { useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { type SelectionBody, useBulk } from './queries'

export type ManyProps = {
  selection: SelectionBody
  count: number
  onClose: () => void
  onStarted: (jobId: string) => void
}

export function TagManyDialog(props: ManyProps & { isAdding: boolean }) {
  const { t } = useTranslation()
  const lang = useLang()
  const fail = useFail()
  const { tags } = useBulk()
  const [ids, setIds] = useState<string[]>([])
  const isAllowed = useIsAllowed('bulk', props.count)
  const n = int(props.count, lang)
  return (
    <Modal
      open
      title={t(props.isAdding ? 'customer.list.tagTitle' : 'customer.list.untagTitle', { n })}
      okText={t(props.isAdding ? 'customer.list.tag' : 'customer.list.untag')}
      okButtonProps={{ disabled: ids.length === 0 || !isAllowed }}
      confirmLoading={tags.isPending}
      onCancel={props.onClose}
      onOk={() =>
        tags.mutate(
          {
            selection: props.selection,
            add_tag_ids: props.isAdding ? ids : [],
            remove_tag_ids: props.isAdding ? [] : ids,
          },
          { onSuccess: (job) => props.onStarted(job.id), onError: fail },
        )
      }
    >
      <div className="stack">
        <TagPicker multiple label={t('customer.tags')} value={ids} onChange={setIds} />
        <small className="muted">{t('customer.list.tagHint')}</small>
        <AllowanceNote deed="bulk" count={props.count} />
      </div>
    </Modal>
  )
}
