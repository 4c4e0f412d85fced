import { App, Button, Input, Upload } from 'antd'
import { useState } from 'react'
import { useFail } from '@/ui/Feedback'
import { type SpendKind, useSetSpend } from './queries'
import { readTable } from './sheet'
import { useSpendTexts } from './texts'

const LINES_MAX = 1000

/** A list of day, name and amount, pasted or out of a file, is told as it is read and saved at once. */
export default function PasteTable({ kind, touchOf }: { kind: SpendKind; touchOf: (name: string) => string }) {
  const w = useSpendTexts()
  const fail = useFail()
  const { message } = App.useApp()
  const set = useSetSpend()
  const [text, setText] = useState('')
  const { lines, bad } = readTable(text, kind, touchOf)
  const save = async () => {
    let changed = 0
    for (let at = 0; at < lines.length; at += LINES_MAX)
      changed += (await set.mutateAsync(lines.slice(at, at + LINES_MAX))).changed
    setText('')
    void message.success(w.saved(changed))
  }
  return (
    <div className="stack">
      <div className="muted">{w.tableHint}</div>
      <Input.TextArea
        aria-label={w.table}
        rows={10}
        value={text}
        onChange={(e) => setText(e.target.value)}
        placeholder={'2026-11-01\t…\t1200'}
      />
      <div className="row">
        <Upload
          accept=".csv,.tsv,.txt"
          showUploadList={false}
          beforeUpload={(file) => {
            void file.text().then(setText)
            return false
          }}
        >
          <Button>{w.file}</Button>
        </Upload>
        <Button
          type="primary"
          loading={set.isPending}
          disabled={lines.length === 0}
          onClick={() => void save().catch(fail)}
        >
          {w.put(lines.length)}
        </Button>
        {text && <span className="muted">{w.read(lines.length)}</span>}
        {bad.length > 0 && <span role="status">{w.bad(bad.slice(0, 10).join(', '))}</span>}
      </div>
    </div>
  )
}
