import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { rangeAsker } from './windows'

const told = vi.fn()
beforeEach(() => {
  vi.useFakeTimers()
  told.mockClear()
})
afterEach(() => vi.useRealTimers())

test('going through the list asks for the next rows before they are in sight, each time once', () => {
  const ask = rangeAsker(told)
  for (let row = 0; row <= 60; row += 5) ask(row, row + 25)
  expect(told.mock.calls.map(([w]) => w)).toEqual([
    { from: 0, to: 1 },
    { from: 0, to: 2 },
  ])
})
test('a jump asks at once for what is in sight, at rest for what lies around', () => {
  const ask = rangeAsker(told)
  ask(500_010, 500_040)
  expect(told).toHaveBeenLastCalledWith({ from: 10_000, to: 10_000 })
  vi.runAllTimers()
  expect(told).toHaveBeenLastCalledWith({ from: 9_999, to: 10_001 })
  expect(told).toHaveBeenCalledTimes(2)
})
test('a bar that is dragged asks now and then, and for where it came to rest', () => {
  const ask = rangeAsker(told)
  for (let n = 1; n <= 30; n++) {
    ask(n * 10_000, n * 10_000 + 25)
    vi.advanceTimersByTime(10)
  }
  expect(told.mock.calls.length).toBeLessThan(10)
  vi.runAllTimers()
  expect(told).toHaveBeenLastCalledWith({ from: 5_999, to: 6_001 })
})
