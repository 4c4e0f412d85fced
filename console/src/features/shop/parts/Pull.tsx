import { App, DatePicker, Modal } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFail } from '@/ui/Feedback'
import { type Shop, usePullShop } from '../queries'

export default function Pull({ shop, onClose }: { shop: Shop; onClose: () => void }) {
  const { t } = useTranslation()
  const fail = useFail()
  const { message } = App.useApp()
  const pull = usePullShop()
  const [range, setRange] = useState<[Dayjs | null, Dayjs | null] | null>(null)
  const [from, to] = range ?? [null, null]
  const run = () =>
    from &&
    pull.mutate(
      { id: shop.id, from: from.format(), to: to?.format() },
      {
        onSuccess: () => {
          void message.success(t('shop.pullStarted'))
          onClose()
        },
        onError: fail,
      },
    )
  return (
    <Modal
      open
      title={t('shop.pull')}
      onCancel={onClose}
      onOk={run}
      okButtonProps={{ disabled: !from }}
      confirmLoading={pull.isPending}
    >
      <div className="stack">
        <p>{t('shop.pullHint')}</p>
        <DatePicker.RangePicker showTime value={range} onChange={setRange} allowEmpty={[false, true]} />
      </div>
    </Modal>
  )
}
