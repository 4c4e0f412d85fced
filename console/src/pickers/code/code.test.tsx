import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CodeSelect } from './CodeSelect'
import { codesNamed, useCodeNames } from './queries'

vi.mock('@/api/me', () => ({ useCan: () => () => true }))

/** Three hundred codes; the server offers the newest fifty that fit. */
const all = Array.from({ length: 300 }, (_, i) => ({
  id: String(300 - i),
  name: `货架 ${300 - i}`,
  token: `c-${300 - i}`,
}))
const asked: string[] = []

beforeEach(() => {
  asked.length = 0
  vi.stubGlobal('fetch', async (input: Request | string) => {
    const url = new URL(typeof input === 'string' ? input : input.url, 'http://x')
    asked.push(decodeURIComponent(url.search))
    const [q, ids, token, names] = ['q', 'ids', 'token', 'names'].map((name) => url.searchParams.get(name))
    const of = all.filter((c) =>
      ids
        ? ids.split(',').includes(c.id)
        : token
          ? c.token === token
          : names
            ? JSON.parse(names).includes(c.name)
            : c.name.includes(q ?? ''),
    )
    return new Response(JSON.stringify({ items: of.slice(0, Number(url.searchParams.get('limit') ?? 200)) }), {
      headers: { 'Content-Type': 'application/json' },
    })
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
const show = (what: ReactNode) => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const inside = (node: ReactNode) => <QueryClientProvider client={client}>{node}</QueryClientProvider>
  const { rerender } = render(inside(what))
  return (again: ReactNode) => rerender(inside(again))
}

test('a code chosen long ago is shown by its name, by its id as by its token', async () => {
  show(<CodeSelect label="code" value="3" />)
  await screen.findByText('货架 3')
  cleanup()
  show(<CodeSelect label="code" by="token" value="c-7" />)
  await screen.findByText('货架 7')
})
test('typing finds a code that is not among the newest', async () => {
  const chosen = vi.fn()
  show(<CodeSelect label="code" onChange={chosen} />)
  await userEvent.type(screen.getByRole('combobox', { name: 'code' }), '架 37')
  await userEvent.click(await screen.findByTitle('货架 37'))
  expect(chosen).toHaveBeenCalledWith('37')
})
test('names of a table are read together and once, however often it is drawn', async () => {
  function Table() {
    const name = useCodeNames()
    return (
      <ul>
        {['5', '9', '5', '404', null].map((id, at) => (
          <li key={at}>{name(id) ?? '—'}</li>
        ))}
      </ul>
    )
  }
  const again = show(<Table />)
  await screen.findByText('货架 9')
  again(<Table />)
  expect(screen.getAllByRole('listitem').map((li) => li.textContent)).toEqual(['货架 5', '货架 9', '货架 5', '—', '—'])
  expect(asked).toEqual(['?ids=5,9,404'])
})
test('of codes that are shown later only those that are not known are asked for, and no name goes meanwhile', async () => {
  function Table({ ids }: { ids: string[] }) {
    const name = useCodeNames()
    return (
      <ul>
        {ids.map((id) => (
          <li key={id}>{name(id) ?? '—'}</li>
        ))}
      </ul>
    )
  }
  const again = show(<Table ids={['5', '9']} />)
  await screen.findByText('货架 9')
  again(<Table ids={['5', '9', '12']} />)
  expect(screen.getByText('货架 9')).toBeTruthy()
  await screen.findByText('货架 12')
  expect(asked).toEqual(['?ids=5,9', '?ids=12'])
})
test('pasted names are those codes alone, however many have one of them in theirs, asked for together', async () => {
  const { found, ambiguous } = await codesNamed(['货架 3', '货架', '货架 3', '货架 1'])
  expect([...found].toSorted()).toEqual([
    ['货架 1', '1'],
    ['货架 3', '3'],
  ])
  expect(ambiguous).toEqual([])
  expect(asked).toEqual(['?names=["货架 3","货架","货架 1"]'.replaceAll(' ', '+')])
})
test('many long names are asked for in addresses no server refuses', async () => {
  const names = Array.from({ length: 120 }, (_, i) => `${i}`.padEnd(60, '店'))
  await codesNamed([...names, ...all.slice(0, 60).map((c) => c.name)])
  const batches = asked.map((search) => JSON.parse(search.slice('?names='.length)) as string[])
  expect(batches.flat().length).toBe(180)
  for (const batch of batches) {
    expect(batch.length).toBeLessThanOrEqual(50)
    expect(encodeURIComponent(JSON.stringify(batch)).length).toBeLessThan(4100)
  }
  expect(batches.length).toBeLessThan(25)
})
test('a name two codes have is told, not guessed', async () => {
  all.push({ id: '900', name: '货架 7', token: 'c-900' })
  const { found, ambiguous } = await codesNamed(['货架 7', '货架 8'])
  all.pop()
  expect([...found]).toEqual([['货架 8', '8']])
  expect(ambiguous).toEqual(['货架 7'])
})
