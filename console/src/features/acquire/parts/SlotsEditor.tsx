import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { WeekStrip, WindowInput } from '@/pickers/Week'
import { StaffShares } from './StaffShares'

type Slot = Schemas['CodeSlot']

/** Weekly hours with their own staff; outside of them the code's staff receive. */
export default function SlotsEditor({
  value = [],
  onChange,
  weighted,
}: {
  id?: string
  value?: Slot[]
  onChange?: (slots: Slot[]) => void
  weighted?: boolean
}) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  // The keys go into a slot that was added; when one goes, to the button for another.
  const goTo = useRef<string>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the number of slots has changed
  useEffect(() => {
    const stop = goTo.current
    goTo.current = undefined
    if (stop) box.current?.querySelector<HTMLElement>(stop)?.focus()
  }, [value.length])
  const set = (index: number, patch: Partial<Slot>) =>
    onChange?.(value.map((s, i) => (i === index ? { ...s, ...patch } : s)))
  const add = () => {
    goTo.current = `[data-slot="${value.length}"] input`
    onChange?.([
      ...value,
      {
        name: t('acquire.slotName', { n: value.length + 1 }),
        weekdays: [1, 2, 3, 4, 5],
        from: '09:00',
        until: '18:00',
        staff: [],
      },
    ])
  }
  return (
    <div className="stack" ref={box}>
      {value.map((slot, i) => (
        <div key={i} data-slot={i} className="card stack" style={{ background: 'transparent' }}>
          <div className="row">
            <Input
              value={slot.name}
              aria-label={t('acquire.slotTitle')}
              maxLength={20}
              style={{ width: 180 }}
              onChange={(e) => set(i, { name: e.target.value })}
            />
            <span className="grow" />
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              onClick={() => {
                goTo.current = '[data-add]'
                onChange?.(value.filter((_, j) => j !== i))
              }}
            >
              {t('common.delete')}
            </Button>
          </div>
          <WindowInput value={slot} onChange={(w) => set(i, w)} />
          <StaffShares value={slot.staff} weighted={weighted} onChange={(staff) => set(i, { staff })} />
        </div>
      ))}
      <div>
        <Button data-add icon={<PlusOutlined />} onClick={add}>
          {t('acquire.addSlot')}
        </Button>
      </div>
      {value.length > 0 && <WeekStrip windows={value} label={t('acquire.slots')} />}
    </div>
  )
}
