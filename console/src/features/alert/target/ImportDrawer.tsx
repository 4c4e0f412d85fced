import { App, Button, Drawer, Input, Upload } from 'antd'
import { useState } from 'react'
import { reasonText } from '@/i18n'
import { useFail } from '@/ui/Feedback'
import { Badge } from '@/ui/Page'
import { useSaid } from '../said'
import { type TargetImport, useTargetImport } from './queries'
import { useTargetTexts } from './texts'

const REFUSED_SHOWN = 100
const HEAD = '指标\t归属\t周期\t目标'

/** Targets of a spreadsheet, pasted or as a file: first what it would do, then done. */
export default function ImportDrawer({ onClose }: { onClose: () => void }) {
  const w = useTargetTexts()
  const said = useSaid()
  const fail = useFail()
  const { message } = App.useApp()
  const { preview, run } = useTargetImport()
  const [text, setText] = useState('')
  const [file, setFile] = useState<Blob | null>(null)
  const [plan, setPlan] = useState<TargetImport | null>(null)
  const look = (next: Blob) => {
    setFile(next)
    preview.mutate(next, { onError: fail, onSuccess: setPlan })
  }
  const again = () => {
    setPlan(null)
    setFile(null)
  }
  const save = () =>
    file &&
    run.mutate(file, {
      onError: fail,
      onSuccess: (done) => {
        void message.success(w.saved(done.created + done.updated))
        onClose()
      },
    })
  const changes = plan ? plan.created + plan.updated : 0
  return (
    <Drawer open title={w.import} size={Math.min(720, window.innerWidth)} onClose={onClose}>
      {plan === null ? (
        <div className="stack">
          <div className="muted">{w.importHint}</div>
          <Input.TextArea
            aria-label={w.importPaste}
            rows={10}
            value={text}
            onChange={(e) => setText(e.target.value)}
            placeholder={`${HEAD}\n支付金额\t品牌\t2026-11\t120000\n支付订单\t门店:…\t2026-11-01~2026-11-11\t80`}
          />
          <div className="row">
            <Upload
              accept=".xlsx,.csv,.tsv,.txt"
              showUploadList={false}
              beforeUpload={(chosen) => {
                look(chosen)
                return false
              }}
            >
              <Button>{w.importFile}</Button>
            </Upload>
            <Button
              type="primary"
              loading={preview.isPending}
              disabled={text.trim() === ''}
              onClick={() => look(new Blob([text]))}
            >
              {w.importLook}
            </Button>
          </div>
        </div>
      ) : (
        <div className="stack">
          <div role="status">{w.importPlan(plan.created, plan.updated, plan.unchanged, plan.invalid.length)}</div>
          {plan.invalid.length > 0 && (
            <ul className="target-refused">
              {plan.invalid.slice(0, REFUSED_SHOWN).map((r) => (
                <li key={r.row}>
                  {w.importRow(r.row)} {reasonText(r.reason)} {r.value && <code className="mono">{r.value}</code>}
                </li>
              ))}
            </ul>
          )}
          {plan.sample.length > 0 && (
            <div className="target-lines">
              <table className="target-sheet">
                <thead>
                  <tr>
                    <th scope="col">{w.metric}</th>
                    <th scope="col">{w.owner}</th>
                    <th scope="col">{w.period}</th>
                    <th scope="col">{w.value}</th>
                    <th scope="col" aria-label={w.importDoes} />
                  </tr>
                </thead>
                <tbody>
                  {plan.sample.map((line) => (
                    <tr key={line.row}>
                      <td>
                        {said.name({ metric: line.metric })}
                        {line.scene && <span className="muted"> · {line.scene}</span>}
                      </td>
                      <td>{line.owner_kind === 'brand' ? w.brand : line.owner_name}</td>
                      <td className="num">
                        {line.from_on} – {line.to_on}
                      </td>
                      <td className="num">
                        {line.is_ceiling && `${w.atMost} `}
                        {said.number(line.value, said.unit({ metric: line.metric }) === 'share' ? 10_000 : 1, {
                          metric: line.metric,
                        })}
                      </td>
                      <td>
                        <Badge tone={line.action === 'same' ? 'off' : line.action === 'create' ? 'good' : 'busy'}>
                          {w.actionOf[line.action]}
                        </Badge>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <div className="row">
            <Button onClick={again}>{w.importAgain}</Button>
            <Button type="primary" loading={run.isPending} disabled={changes === 0} onClick={save}>
              {w.importRun(changes)}
            </Button>
          </div>
        </div>
      )}
    </Drawer>
  )
}
