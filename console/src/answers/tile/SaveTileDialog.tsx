import { App, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { uuid } from '@/api/uuid'
import { sentenceOf } from '@/ui/Feedback'
import { useAnswerTexts } from '../texts'
import type { Look, PivotShow, QueryValue } from '../types'
import { bottom } from './layout'
import { draftOf, readBoard, type Tile, useBoardChanges, useBoards } from './queries'

const NEW = ''

/** Puts a question with its look onto a board, one there is or a new one. */
export default function SaveTileDialog(props: {
  title: string
  query: QueryValue
  look: Look
  show?: PivotShow
  onClose: () => void
}) {
  const w = useAnswerTexts()
  const { message } = App.useApp()
  const boards = useBoards()
  const { create, save } = useBoardChanges()
  const [title, setTitle] = useState(props.title)
  const [board, setBoard] = useState(NEW)
  const [name, setName] = useState('')
  const mine = (boards.data?.items ?? []).filter((b) => b.is_mine || b.is_open)
  const tile = (tiles: Tile[]): Tile => ({
    id: uuid().slice(0, 8),
    title: title.trim() || props.title,
    look: props.look,
    query: props.query,
    ...(props.show ? { show: props.show } : {}),
    x: 0,
    y: bottom(tiles),
    w: props.look === 'number' ? 4 : 12,
    h: props.look === 'number' ? 2 : 5,
  })
  const put = async () => {
    try {
      if (board === NEW)
        await create.mutateAsync({
          name: name.trim(),
          tiles: [tile([])],
          filter: {},
          is_shared: false,
          is_open: false,
          sort: 0,
        })
      else {
        const known = await readBoard(board)
        await save.mutateAsync({
          id: known.id,
          revision: known.revision,
          draft: { ...draftOf(known), tiles: [...known.tiles, tile(known.tiles)] },
        })
      }
      void message.success(w.tileSaved)
      props.onClose()
    } catch (error) {
      void message.error(sentenceOf(error))
    }
  }
  return (
    <Modal
      open
      title={w.saveTile}
      okText={w.saveTile}
      okButtonProps={{ disabled: board === NEW && name.trim() === '', loading: create.isPending || save.isPending }}
      onOk={() => void put()}
      onCancel={props.onClose}
    >
      <Form layout="vertical">
        <Form.Item label={w.tileTitle}>
          <Input aria-label={w.tileTitle} value={title} maxLength={60} onChange={(e) => setTitle(e.target.value)} />
        </Form.Item>
        <Form.Item label={w.board}>
          <Select
            aria-label={w.board}
            value={board}
            onChange={setBoard}
            options={[{ value: NEW, label: w.newBoard }, ...mine.map((b) => ({ value: b.id, label: b.name }))]}
          />
        </Form.Item>
        {board === NEW && (
          <Form.Item label={w.boardName} required>
            <Input aria-label={w.boardName} value={name} maxLength={60} onChange={(e) => setName(e.target.value)} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
