import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Board, Tile } from '@/answers/tile/queries'
import { useDraftOf } from './useDraftOf'

const tile = (id: string, title: string, patch: Partial<Tile> = {}): Tile => ({
  id,
  title,
  look: 'number',
  query: { kind: 'trend', metrics: [{ metric: 'adds' }] },
  x: 0,
  y: 0,
  w: 3,
  h: 2,
  ...patch,
})
const BOARD: Board = {
  id: '7',
  name: '甲',
  tiles: [tile('a', '加粉'), tile('b', '流失')],
  filter: {},
  is_shared: true,
  is_open: true,
  sort: 0,
  revision: 1,
  is_mine: true,
  may_edit: true,
  owner_name: null,
  changed_at: '',
}
const opened = () =>
  renderHook(({ now, isSaving }) => useDraftOf(now, true, isSaving), {
    initialProps: { now: BOARD, isSaving: false },
  })

test('what others save is followed while nothing is changed here', () => {
  const { result, rerender } = opened()
  rerender({ now: { ...BOARD, name: '乙', revision: 2 }, isSaving: false })
  expect(result.current).toMatchObject({ draft: { name: '乙' }, revision: 2, isChanged: false, theirs: null })
})

test('a board somebody saved first is not overwritten: it is shown how both differ, and one decides', () => {
  const { result, rerender } = opened()
  act(() => result.current.change({ tiles: [tile('a', '新加粉', { w: 6 })] }))
  const theirs = { ...BOARD, name: '乙', tiles: [...BOARD.tiles, tile('c', '营收')], revision: 2 }
  rerender({ now: theirs, isSaving: false })
  // The next save is refused, as long as nobody decided.
  expect(result.current.revision).toBe(1)
  expect(result.current.theirs?.difference).toMatchObject({ name: { from: '乙', to: '甲' }, filter: false })
  expect(result.current.theirs?.difference.tiles.map((t) => [t.how, t.title])).toEqual([
    ['renamed', '新加粉'],
    ['moved', '新加粉'],
    ['removed', '流失'],
    ['removed', '营收'],
  ])
  act(() => result.current.keep())
  expect(result.current).toMatchObject({ revision: 2, isChanged: true, theirs: null, draft: { name: '甲' } })
  // All steps back is not what they saved: that is a change, too.
  act(() => result.current.undo())
  expect(result.current).toMatchObject({ canUndo: false, isChanged: true })
})

test('taking theirs drops what is here', () => {
  const { result, rerender } = opened()
  act(() => result.current.change({ name: '丙' }))
  rerender({ now: { ...BOARD, name: '乙', revision: 2 }, isSaving: false })
  act(() => result.current.clear())
  expect(result.current).toMatchObject({ draft: { name: '乙' }, revision: 2, isChanged: false, theirs: null })
})

test('what is changed while a save runs is still there when the answer comes, and is no conflict', () => {
  const { result, rerender } = opened()
  act(() => result.current.change({ name: '乙' }))
  const sent = result.current.draft!
  const answer = { ...BOARD, name: '乙', revision: 2 }
  rerender({ now: BOARD, isSaving: true })
  act(() => result.current.change({ is_open: false }))
  rerender({ now: answer, isSaving: true })
  expect(result.current.theirs).toBeNull()
  let isAll = true
  act(() => {
    isAll = result.current.saved(answer, sent)
  })
  rerender({ now: answer, isSaving: false })
  expect(isAll).toBe(false)
  expect(result.current).toMatchObject({ revision: 2, isChanged: true, theirs: null, draft: { is_open: false } })
})

test('each change is a step of its own, and a change taken back is none', () => {
  const { result } = opened()
  act(() => result.current.change({ name: '乙' }))
  act(() => result.current.change({ is_open: false }))
  act(() => result.current.undo())
  expect(result.current.draft).toMatchObject({ name: '乙', is_open: true })
  act(() => result.current.undo())
  expect(result.current).toMatchObject({ draft: { name: '甲' }, isChanged: false, canUndo: false, canRedo: true })
})
