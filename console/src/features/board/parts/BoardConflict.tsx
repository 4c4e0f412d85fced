import { Conflict } from '@/ui/edit/Conflict'
import { useBoardTexts } from '../texts'
import type { TheirBoard } from './useDraftOf'

/** Somebody else saved this board first: from theirs to what is here. */
export default function BoardConflict(props: { theirs: TheirBoard; onTake: () => void; onKeep: () => void }) {
  const w = useBoardTexts()
  const { name, is_shared, is_open, filter, tiles } = props.theirs.difference
  const switched = (what: string, on: { from: boolean; to: boolean }) => (
    <li>
      {what}: {w.onOff(on.from)} → <b>{w.onOff(on.to)}</b>
    </li>
  )
  return (
    <Conflict onTake={props.onTake} onKeep={props.onKeep}>
      <ul className="plain-list differences">
        {name && (
          <li>
            {w.name}: {name.from} → <b>{name.to}</b>
          </li>
        )}
        {is_shared && switched(w.share, is_shared)}
        {is_open && switched(w.open, is_open)}
        {filter && <li>{w.otherFilter}</li>}
        {tiles.map((tile) => (
          <li key={`${tile.id} ${tile.how}`}>{w.otherTile[tile.how](tile.title, tile.from ?? '')}</li>
        ))}
      </ul>
    </Conflict>
  )
}
