import { Checkbox, Input } from 'antd'
import type { BoardDraft } from '@/answers/tile/queries'
import { Card } from '@/ui/Page'
import { useBoardTexts } from '../texts'
import { AddTile } from './AddTile'

type Props = { draft: BoardDraft; isMine: boolean; onChange: (patch: Partial<BoardDraft>) => void }

/** What a board is called, who may see and change it, and tiles to add. */
export default function EditCard({ draft, isMine, onChange }: Props) {
  const w = useBoardTexts()
  return (
    <Card>
      <div className="row">
        <Input
          aria-label={w.name}
          value={draft.name}
          maxLength={60}
          onChange={(e) => onChange({ name: e.target.value })}
          style={{ width: 220 }}
        />
        {isMine && (
          <>
            <Checkbox checked={draft.is_shared} onChange={(e) => onChange({ is_shared: e.target.checked })}>
              {w.share}
            </Checkbox>
            <Checkbox
              checked={draft.is_open}
              disabled={!draft.is_shared}
              onChange={(e) => onChange({ is_open: e.target.checked })}
            >
              {w.open}
            </Checkbox>
          </>
        )}
      </div>
      <div className="row" style={{ marginTop: 12 }}>
        <AddTile tiles={draft.tiles} onAdd={(tile) => onChange({ tiles: [...draft.tiles, tile] })} />
      </div>
    </Card>
  )
}
