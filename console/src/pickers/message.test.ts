import { expect, test } from 'vitest'
import { bubblesOf, fill, insertAt, messageProblem } from './message'

const link = { kind: 'link' as const, title: '礼包', url: 'https://example.com' }

test('known variables are filled and unknown ones stay to be seen', () => {
  expect(fill('你好 {客户昵称}，{什么}', { 客户昵称: '小満妈妈' })).toBe('你好 小満妈妈，{什么}')
})
test('a message without text and attachments cannot be saved', () => {
  expect(messageProblem({ text: '  ', attachments: [] })).toBe('messageEmpty')
  expect(messageProblem(null)).toBe('messageEmpty')
  expect(messageProblem({ text: '', attachments: [link] })).toBeNull()
})
test('the limit of the platform counts bytes, not characters', () => {
  expect(messageProblem({ text: '字'.repeat(1333), attachments: [] })).toBeNull()
  expect(messageProblem({ text: '字'.repeat(1334), attachments: [] })).toBe('messageLong')
})
test('an attachment that lacks something is told', () => {
  expect(messageProblem({ text: 'x', attachments: [{ kind: 'image' }] })).toBe('attachmentIncomplete')
  expect(
    messageProblem({ text: 'x', attachments: [{ kind: 'mini_program', title: 'a', app_id: 'wx1', page: 'p' }] }),
  ).toBe('attachmentIncomplete')
})
test('the phone shows the text first, then the attachments in order', () => {
  const shown = bubblesOf(
    { text: '{客户昵称}', attachments: [{ kind: 'image', media_url: '/m' }, link] },
    { 客户昵称: 'A' },
  )
  expect(shown.map((b) => b.kind)).toEqual(['text', 'image', 'link'])
})
test('a variable is put where the caret is', () => {
  expect(insertAt('你好，欢迎', '{门店}', 3, 3)).toBe('你好，{门店}欢迎')
})
