import { App, Button, Input, Upload } from 'antd'
import { useState } from 'react'
import { useFail } from '@/ui/Feedback'
import { type SpendKind, type TouchesOf, usePasteSpend } from './queries'
import { readTable } from './sheet'
import { useSpendTexts } from './texts'

const NAMES_TOLD = 10
const told = (names: (string | number)[]) => names.slice(0, NAMES_TOLD).join(', ')

type Props = { kind: SpendKind; touchesOf: TouchesOf; onTyped: (is: boolean) => void }

/** A list of day, name and amount, pasted or out of a file, is told as it is read and saved at once. */
export default function PasteTable({ kind, touchesOf, onTyped }: Props) {
  const w = useSpendTexts()
  const fail = useFail()
  const { message } = App.useApp()
  const paste = usePasteSpend(touchesOf)
  const [text, setText] = useState('')
  const { lines, bad } = readTable(text, kind)
  // What was refused of another kind says nothing of this one: the same names may be right here.
  const isOfKind = paste.variables?.[0]?.kind === kind
  const { unknown = [], ambiguous = [] } = (isOfKind && paste.data) || {}
  const write = (next: string) => {
    paste.reset()
    setText(next)
    onTyped(next !== '')
  }
  const save = () =>
    paste.mutate(lines, {
      onError: fail,
      onSuccess: (done) => {
        if (done.unknown.length > 0 || done.ambiguous.length > 0) return
        write('')
        void message.success(w.saved(done.changed))
      },
    })
  return (
    <div className="stack">
      <div className="muted">{w.tableHint}</div>
      <Input.TextArea
        aria-label={w.table}
        rows={10}
        value={text}
        disabled={paste.isPending}
        onChange={(e) => write(e.target.value)}
        placeholder={'2026-11-01\t…\t1200'}
      />
      <div className="row">
        <Upload
          accept=".csv,.tsv,.txt"
          showUploadList={false}
          disabled={paste.isPending}
          beforeUpload={(file) => {
            void file.text().then(write)
            return false
          }}
        >
          <Button disabled={paste.isPending}>{w.file}</Button>
        </Upload>
        <Button type="primary" loading={paste.isPending} disabled={lines.length === 0} onClick={save}>
          {w.put(lines.length)}
        </Button>
        {text && <span className="muted">{w.read(lines.length)}</span>}
        {unknown.length > 0 && <span role="alert">{w.unknown(told(unknown))}</span>}
        {ambiguous.length > 0 && <span role="alert">{w.ambiguous(told(ambiguous))}</span>}
        {bad.length > 0 && <span role="status">{w.bad(told(bad))}</span>}
      </div>
    </div>
  )
}
