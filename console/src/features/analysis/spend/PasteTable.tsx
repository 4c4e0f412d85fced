import { App, Button, Input, Upload } from 'antd'
import { useState } from 'react'
import { useFail } from '@/ui/Feedback'
import { type SpendKind, useSetSpend } from './queries'
import { readTable } from './sheet'
import { useSpendTexts } from './texts'

const LINES_MAX = 1000

/** What the figures call each of these names; a name that is none is missing. */
export type TouchesOf = (names: string[]) => Promise<Map<string, string>>

/** A list of day, name and amount, pasted or out of a file, is told as it is read and saved at once. */
export default function PasteTable({ kind, touchesOf }: { kind: SpendKind; touchesOf: TouchesOf }) {
  const w = useSpendTexts()
  const fail = useFail()
  const { message } = App.useApp()
  const set = useSetSpend()
  const [text, setText] = useState('')
  const { lines, bad } = readTable(text, kind)
  const [unknown, setUnknown] = useState<string[]>([])
  const save = async () => {
    const touches = await touchesOf(lines.map((line) => line.touch))
    const missing = new Set(lines.map((line) => line.touch).filter((name) => !touches.has(name)))
    setUnknown([...missing])
    if (missing.size > 0) return
    const known = lines.map((line) => ({ ...line, touch: touches.get(line.touch)! }))
    let changed = 0
    for (let at = 0; at < known.length; at += LINES_MAX)
      changed += (await set.mutateAsync(known.slice(at, at + LINES_MAX))).changed
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
        {unknown.length > 0 && <span role="alert">{w.unknown(unknown.slice(0, 10).join(', '))}</span>}
        {bad.length > 0 && <span role="status">{w.bad(bad.slice(0, 10).join(', '))}</span>}
      </div>
    </div>
  )
}
