import { describe, expect, it } from 'vitest'
import { daysOf, share, signed } from './figures'

describe('figures of groups', () => {
  it('shows a dash where there is nothing to divide by', () => {
    expect(share(0, 0)).toBe('—')
    expect(share(0, 4)).toBe('0.0%')
    expect(share(2, 3)).toBe('66.7%')
  })
  it('takes only the periods that are offered', () => {
    expect(daysOf('90')).toBe(90)
    expect(daysOf('12')).toBe(30)
    expect(daysOf(undefined)).toBe(30)
  })
  it('puts a sign before what grows', () => {
    expect([signed(3, '3'), signed(0, '0'), signed(-3, '-3')]).toEqual(['+3', '0', '-3'])
  })
})
