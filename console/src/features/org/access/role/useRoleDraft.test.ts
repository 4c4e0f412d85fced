import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Schemas } from '@/api/client'
import { NEW_ROLE } from '../matrix'
import { useRoleDraft } from './useRoleDraft'

const ROLE: Schemas['Role'] = { ...NEW_ROLE, id: '7', name: '甲', word: 'custom', user_count: 0, revision: 1 }
const opened = (role = ROLE) =>
  renderHook(({ now, isSaving }) => useRoleDraft(now, isSaving), { initialProps: { now: role, isSaving: false } })

test('what others save is followed while nothing is changed here', () => {
  const { result, rerender } = opened()
  rerender({ now: { ...ROLE, name: '乙', permissions: ['tag.read'], revision: 2 }, isSaving: false })
  expect(result.current).toMatchObject({ name: '乙', revision: 2, isChanged: false, theirs: null })
  expect(result.current.shape.permissions).toEqual(['tag.read'])
})

test('nothing typed here is lost when others save first: both are shown, and one decides', () => {
  const { result, rerender } = opened()
  act(() => result.current.change({ permissions: ['customer.read'] }))
  const theirs = { ...ROLE, name: '乙', permissions: ['tag.read'], revision: 2 }
  rerender({ now: theirs, isSaving: false })
  expect(result.current.shape.permissions).toEqual(['customer.read'])
  expect(result.current.revision).toBe(1)
  expect(result.current.theirs).toMatchObject({
    name: { from: '乙', to: '甲' },
    landing: null,
    difference: { added: ['customer.read'], removed: ['tag.read'] },
  })
  act(() => result.current.keep())
  expect(result.current).toMatchObject({ name: '甲', revision: 2, isChanged: true, theirs: null })
})

test('taking theirs drops what is here', () => {
  const { result, rerender } = opened()
  act(() => result.current.setName('丙'))
  const theirs = { ...ROLE, name: '乙', revision: 2 }
  rerender({ now: theirs, isSaving: false })
  act(() => result.current.clear())
  expect(result.current).toMatchObject({ name: '乙', revision: 2, isChanged: false, theirs: null })
})

test('both wanted the same: nothing to decide', () => {
  const { result, rerender } = opened()
  act(() => result.current.setName('乙 '))
  rerender({ now: { ...ROLE, name: '乙', revision: 2 }, isSaving: false })
  expect(result.current).toMatchObject({ name: '乙', isChanged: false, theirs: null })
})

test('what was just saved does not step back to an answer of before', () => {
  const { result, rerender } = opened()
  act(() => result.current.setName('乙'))
  act(() => void result.current.saved({ ...ROLE, name: '乙', revision: 2 }, result.current.draft))
  rerender({ now: ROLE, isSaving: false })
  expect(result.current).toMatchObject({ name: '乙', revision: 2, theirs: null })
})

test('what is typed while a save runs is still there when the answer comes, and still to be saved', () => {
  const { result, rerender } = opened()
  act(() => result.current.setName('乙'))
  const sent = result.current.draft
  const answer = { ...ROLE, name: '乙', revision: 2 }
  rerender({ now: ROLE, isSaving: true })
  act(() => result.current.setName('乙组'))
  rerender({ now: answer, isSaving: true })
  expect(result.current).toMatchObject({ name: '乙组', theirs: null })
  act(() => void result.current.saved(answer, sent))
  rerender({ now: answer, isSaving: false })
  expect(result.current).toMatchObject({ name: '乙组', revision: 2, isChanged: true, theirs: null })
})

test('a save of all there is leaves nothing to save, with what the server made of it', () => {
  const { result } = opened()
  act(() => result.current.setName(' 乙 '))
  act(() => void result.current.saved({ ...ROLE, name: '乙', revision: 2 }, result.current.draft))
  expect(result.current).toMatchObject({ name: '乙', revision: 2, isChanged: false })
})
