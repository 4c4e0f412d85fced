import { PlusOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { StaffPicker } from '@/pickers/StaffPicker'
import { Await, useFail, useUndoToast } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Card, Face } from '@/ui/Page'
import { usePlaceStaff, useStaff } from '../queries'

/** Who works in a store; adding takes them out of where they were. */
export function StoreStaff({ storeId, writable }: { storeId: string; writable: boolean }) {
  const { t } = useTranslation()
  const lang = useLang()
  const fail = useFail()
  const undo = useUndoToast()
  const list = useStaff({ store_id: storeId })
  const place = usePlaceStaff()
  const [adding, setAdding] = useState(false)
  const [picked, setPicked] = useState<string[]>([])
  const take = (id: string, name: string) =>
    place.mutate(
      { staff_ids: [id], store_id: null },
      {
        onError: fail,
        onSuccess: () =>
          undo(t('org.takenOut', { name }), () =>
            place.mutate({ staff_ids: [id], store_id: storeId }, { onError: fail }),
          ),
      },
    )
  const add = () =>
    place.mutate(
      { staff_ids: picked, store_id: storeId },
      {
        onError: fail,
        onSuccess: () => {
          setAdding(false)
          setPicked([])
        },
      },
    )
  return (
    <Card
      title={t('org.storeStaff')}
      extra={
        writable && (
          <Button size="small" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('org.addStaff')}
          </Button>
        )
      }
    >
      <Await query={list} rows={3}>
        {list.rows.length === 0 ? (
          <p className="muted">{t('org.storeStaffNone')}</p>
        ) : (
          <ul className="plain-list">
            {list.rows.map((s) => (
              <li key={s.id} className="row" style={{ flexWrap: 'nowrap' }}>
                <Face name={s.name} src={s.avatar} size={24} />
                <span className="ellipsis">{s.name}</span>
                <span className="muted ellipsis grow">{s.position || s.userid}</span>
                <span className="muted num nowrap">
                  {int(s.customer_count, lang)} {t('org.unitCustomers')}
                </span>
                {writable && (
                  <Button
                    size="small"
                    type="text"
                    aria-label={t('org.takeOutName', { name: s.name })}
                    onClick={() => take(s.id, s.name)}
                  >
                    {t('org.takeOut')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <Button size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.more')}
          </Button>
        )}
      </Await>
      {adding && (
        <Modal
          open
          title={t('org.addStaff')}
          okText={t('org.addStaffOk', { n: picked.length })}
          okButtonProps={{ disabled: picked.length === 0 }}
          confirmLoading={place.isPending}
          onCancel={() => setAdding(false)}
          onOk={add}
        >
          <div className="stack">
            <p className="muted">{t('org.addStaffHint')}</p>
            <StaffPicker label={t('org.addStaff')} value={picked} onChange={setPicked} all />
          </div>
        </Modal>
      )}
    </Card>
  )
}
