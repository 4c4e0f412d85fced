import { DeleteOutlined } from '@ant-design/icons'
import { Button, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useAllStaff } from '@/pickers/queries'
import { StaffPicker } from '@/pickers/StaffPicker'
import { percent } from '@/ui/format'

type Share = Schemas['CodeStaff']
type Props = { id?: string; value?: Share[]; onChange?: (shares: Share[]) => void; weighted?: boolean }

/** Staff with a weight and a cap per day each. */
export function StaffShares({ value = [], onChange, weighted }: Props) {
  const { t } = useTranslation()
  const all = useAllStaff()
  const nameOf = (share: Share) => all.data?.find((s) => s.id === share.staff_id)?.name ?? share.name ?? share.staff_id
  const pick = (ids: string[]) =>
    onChange?.(
      ids.map(
        (id) =>
          value.find((s) => s.staff_id === id) ?? {
            staff_id: id,
            weight: 10,
            daily_cap: 0,
            name: all.data?.find((s) => s.id === id)?.name,
          },
      ),
    )
  const set = (id: string, patch: Partial<Share>) =>
    onChange?.(value.map((s) => (s.staff_id === id ? { ...s, ...patch } : s)))
  const sum = value.reduce((n, s) => n + s.weight, 0)
  return (
    <div className="stack">
      <StaffPicker label={t('acquire.staff')} value={value.map((s) => s.staff_id)} onChange={pick} />
      {value.length > 0 && (
        <div className="scroll-box">
          <table className="plain-table">
            <thead>
              <tr>
                <th>{t('acquire.staff')}</th>
                {weighted && <th>{t('acquire.weight')}</th>}
                <th>{t('acquire.cap')}</th>
                <th>
                  <span className="sr">{t('common.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {value.map((s) => (
                <tr key={s.staff_id}>
                  <td>{nameOf(s)}</td>
                  {weighted && (
                    <td>
                      <span className="row">
                        <InputNumber
                          size="small"
                          min={1}
                          max={100}
                          precision={0}
                          value={s.weight}
                          aria-label={`${t('acquire.weight')} ${nameOf(s)}`}
                          onChange={(v) => set(s.staff_id, { weight: v ?? 1 })}
                        />
                        <span className="muted num">{percent(s.weight, sum)}</span>
                      </span>
                    </td>
                  )}
                  <td>
                    <span className="row">
                      <InputNumber
                        size="small"
                        min={0}
                        max={10000}
                        precision={0}
                        value={s.daily_cap}
                        aria-label={`${t('acquire.cap')} ${nameOf(s)}`}
                        onChange={(v) => set(s.staff_id, { daily_cap: v ?? 0 })}
                      />
                      {s.daily_cap === 0 && <span className="muted">{t('acquire.noCap')}</span>}
                    </span>
                  </td>
                  <td>
                    <Button
                      size="small"
                      type="text"
                      icon={<DeleteOutlined />}
                      aria-label={`${t('common.delete')} ${nameOf(s)}`}
                      onClick={() => onChange?.(value.filter((x) => x.staff_id !== s.staff_id))}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}
