import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { Schemas } from '@/api/client'
import { startI18n } from '@/i18n'
import { ScopeMark, ScopeNote } from './ScopeNote'

afterEach(cleanup)

const STORE = {
  word: 'store',
  sentence_zh: '只含本门店（上海徐汇店）的客户',
  sentence_en: 'Only customers of your store (上海徐汇店)',
} as const

const shown = (scope?: Schemas['ScopeTold']) => render(<ScopeNote scope={scope} />).container.textContent

test('who sees a part of the brand reads whose customers a figure is of', () => {
  startI18n()
  expect(shown(STORE)).toContain('只含本门店（上海徐汇店）的客户')
})

test('who sees all, and an answer that is not there yet, say nothing', () => {
  expect(shown({ ...STORE, word: 'all' })).toBe('')
  expect(shown()).toBe('')
})

test('a tile has a sign that says it by name, to who sees a part only', () => {
  const mark = (scope?: Schemas['ScopeTold']) => {
    const { container } = render(<ScopeMark scope={scope} of="支付金额" />)
    return container.querySelector('button')?.getAttribute('aria-label') ?? null
  }
  expect(mark(STORE)).toBe('“支付金额”的数据范围：只含本门店（上海徐汇店）的客户')
  expect(mark({ ...STORE, word: 'all' })).toBe(null)
})
