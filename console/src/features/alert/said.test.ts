import { describe, expect, it } from 'vitest'
import { digitsOf } from './said'

describe('how exact a share is said', () => {
  const above = (threshold: number, value_num = 444, value_den = 10_000) =>
    digitsOf({ condition: 'above', threshold, value_num, value_den })
  it('has one decimal, as every page', () => expect(above(300)).toBe(1))
  it('has those of the limit', () => expect(above(333)).toBe(2))
  it('does not read as the limit it is not', () => expect(above(440)).toBe(2))
  it('tells the number from a limit it is close to', () => {
    expect(above(999, 9992, 100_000)).toBe(3)
    expect(above(440, 44_003, 1_000_000)).toBe(4)
  })
  it('has no more where the number is the limit', () => {
    expect(above(999, 999, 10_000)).toBe(2)
    expect(above(440, 440, 10_000)).toBe(1)
  })
  it('of a rule that compares has one', () =>
    expect(digitsOf({ condition: 'risen', threshold: 0, value_num: 0, value_den: 1 })).toBe(1))
})
