import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { startI18n } from '@/i18n'
import { Refusals } from './Refusals'

beforeAll(startI18n)
afterEach(cleanup)
const refused = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ row: i + 2, reason: 'value.invalid', value: i === 0 ? '13x' : null }))

test('each refused row is told with what stood there', () => {
  render(<Refusals rows={refused(2)} />)
  const lines = screen.getAllByRole('listitem').map((li) => li.textContent)
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(/第 2 行.*13x/)
})
test('of very many rows the first are shown, and how many more there are', () => {
  render(<Refusals rows={refused(1_300)} />)
  const lines = screen.getAllByRole('listitem').map((li) => li.textContent)
  expect(lines).toHaveLength(201)
  expect(lines.at(-1)).toContain('1,100')
})
test('a file without a problem has no list', () => {
  const { container } = render(<Refusals rows={[]} />)
  expect(container.textContent).toBe('')
})
