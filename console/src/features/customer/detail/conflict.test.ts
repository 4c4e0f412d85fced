import { expect, test } from 'vitest'
import { changeOf, changesOf } from './conflict'

const more = {
  changes: [
    { actor: 'user:2', name: '李四', at: '2026-11-27T15:00:00+08:00', fields: ['birthday', 'phone'] },
    { actor: 'user:3', name: '王五', at: '2026-11-27T14:00:00+08:00', fields: ['phone', 'name'] },
  ],
}

test('the newest change of a fact tells who was first', () => {
  expect(changeOf(changesOf(more), 'phone')?.name).toBe('李四')
  expect(changeOf(changesOf(more), 'name')?.name).toBe('王五')
  expect(changeOf(changesOf(more), 'email')).toBeUndefined()
})
test('a problem without changes tells of none', () => {
  expect(changesOf(undefined)).toEqual([])
  expect(changesOf({ changes: [null, { fields: 'x' }] })).toEqual([])
})
