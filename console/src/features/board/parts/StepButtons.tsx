import { RedoOutlined, UndoOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useBoardTexts } from '../texts'

/** A step back and the same step again; the keys of the shell press them, too. */
export function StepButtons(props: { onUndo?: () => void; onRedo?: () => void }) {
  const w = useBoardTexts()
  return (
    <>
      <Button icon={<UndoOutlined />} title="Ctrl Z" data-undo disabled={!props.onUndo} onClick={props.onUndo}>
        {w.undo}
      </Button>
      <Button icon={<RedoOutlined />} title="Ctrl Shift Z" data-redo disabled={!props.onRedo} onClick={props.onRedo}>
        {w.redo}
      </Button>
    </>
  )
}
