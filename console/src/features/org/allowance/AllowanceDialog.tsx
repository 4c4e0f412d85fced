import { useQueryClient } from '@tanstack/react-query'
import { App, Form, InputNumber, Modal } from 'antd'
import { useSaveFailed } from '@/ui/save'
import { type Allowance, type Bounds, useSetAllowance } from './queries'
import { useTexts } from './texts'

const MAX = 1_000_000_000
export const DEEDS = ['export', 'reveal', 'bulk'] as const
type Values = Partial<Record<keyof Bounds, number | null>>

/** The bounds of one role; what is left empty has none. */
export default function AllowanceDialog({ role, onClose }: { role: Allowance; onClose: () => void }) {
  const w = useTexts()
  const client = useQueryClient()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const save = useSetAllowance()
  const [form] = Form.useForm<Values>()
  const names = DEEDS.flatMap((deed) => [`${deed}_day`, `${deed}_month`] as (keyof Bounds)[])
  const finish = (values: Values) => {
    const body = Object.fromEntries(names.map((name) => [name, values[name] ?? 0])) as Bounds
    save.mutate(
      { role, body },
      {
        onSuccess: () => {
          void message.success(w.saved)
          onClose()
        },
        onError: (error) =>
          failed(error, form, {
            reload: () => {
              void client.invalidateQueries({ queryKey: ['allowance'] })
              onClose()
            },
          }),
      },
    )
  }
  return (
    <Modal
      open
      title={w.setTitle(role.role_name)}
      onCancel={onClose}
      onOk={form.submit}
      confirmLoading={save.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={Object.fromEntries(names.map((name) => [name, role[name] || null]))}
        onFinish={finish}
      >
        <p className="muted">{w.setHint}</p>
        {DEEDS.map((deed) => (
          <fieldset key={deed} className="bare">
            <legend>{w.deeds[deed]}</legend>
            <div className="row top">
              <Form.Item name={`${deed}_day`} label={w.perDay} style={{ marginBottom: 4 }}>
                <InputNumber min={1} max={MAX} precision={0} placeholder={w.unbound} style={{ width: 160 }} />
              </Form.Item>
              <Form.Item name={`${deed}_month`} label={w.perMonth} style={{ marginBottom: 4 }}>
                <InputNumber min={1} max={MAX} precision={0} placeholder={w.unbound} style={{ width: 160 }} />
              </Form.Item>
            </div>
            <small className="muted">{w.hints[deed]}</small>
          </fieldset>
        ))}
      </Form>
    </Modal>
  )
}
