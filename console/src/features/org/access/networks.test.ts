import { expect, test } from 'vitest'
import { isNetwork, networksOf } from './networks'

test('networks are read from lines, commas and Chinese commas', () => {
  expect(networksOf(' 10.0.0.0/8\n\n1.2.3.4，2001:db8::/32, 1.2.3.4 ')).toEqual([
    '10.0.0.0/8',
    '1.2.3.4',
    '2001:db8::/32',
  ])
  expect(networksOf('  ')).toEqual([])
})
test('what is no network is told before it is sent', () => {
  for (const good of ['1.2.3.4', '10.0.0.0/8', '::1', '2001:db8::/32']) expect(isNetwork(good)).toBe(true)
  for (const bad of ['', '1.2.3', '1.2.3.400', '10.0.0.0/33', 'office', '1.2.3.4/8/8', '::1/129'])
    expect(isNetwork(bad)).toBe(false)
})
