import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, configure, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { App, ConfigProvider } from 'antd'
import i18next from 'i18next'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startI18n } from '@/i18n'
import type { Dictionary, DictionaryDiff, DictionaryField, DictionaryRule } from '../queries'
import { Publish } from './Publish'
import { Restore } from './Restore'

const remark: DictionaryField = {
  key: 'wecom.remark',
  name: '企微备注',
  type: 'customer.changed',
  path: '@remark',
  source: 'wecom',
}
const description = { ...remark, key: 'wecom.description', name: '企微描述', path: '@description' }
const mother: DictionaryRule = {
  id: 'm',
  field: 'wecom.remark',
  kind: 'pattern',
  match: '宝妈-宝宝{age:number}岁',
  tag_ids: ['1'],
  gives: [{ key: 'baby_age_year', about: null, value: '{age}' }],
  confidence: 80,
}
const none = { added: [], removed: [], changed: [], changed_from: [] }
const same: DictionaryDiff = { ...none, fields: none, is_reordered: false }
const dictionary: Dictionary = {
  draft: { fields: [remark], rules: [mother] },
  live_version: 3,
  revision: 5,
  versions: [],
}

const posted: string[] = []
configure({ asyncUtilTimeout: 10_000 })
beforeAll(async () => {
  await startI18n()
  await i18next.changeLanguage('zh-CN')
})
afterEach(() => {
  cleanup()
  posted.length = 0
})

const answers = (diff: DictionaryDiff): Record<string, unknown> => ({
  '/api/dictionary/diff': diff,
  '/api/attributes': { items: [{ key: 'baby_age_year', name: '宝宝年龄' }] },
  '/api/tag-groups': {
    items: [
      {
        name: '人群',
        tags: [
          { id: '1', name: '宝妈' },
          { id: '2', name: '敏感肌' },
        ],
      },
    ],
  },
})

function serve(diff: DictionaryDiff) {
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (init.method === 'POST') posted.push(url)
    const path = new URL(url, 'http://here').pathname
    return new Response(JSON.stringify(answers(diff)[path] ?? {}), { headers: { 'Content-Type': 'application/json' } })
  })
}

function shown(diff: DictionaryDiff, as: 'publish' | 'restore' = 'publish') {
  serve(diff)
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  client.setQueryData(['me'], { permissions: ['tag.read'], modules: [] })
  const close = () => {}
  render(
    <QueryClientProvider client={client}>
      <ConfigProvider button={{ autoInsertSpace: false }}>
        <App>
          {as === 'publish' ? (
            <Publish dictionary={dictionary} onClose={close} />
          ) : (
            <Restore dictionary={dictionary} version={2} onClose={close} />
          )}
        </App>
      </ConfigProvider>
    </QueryClientProvider>,
  )
  return screen.findByRole('dialog')
}
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name })

test('a field that goes is told before it is published, and what follows from it', async () => {
  await shown({ ...same, fields: { ...none, removed: [description] } })
  const fields = await screen.findByRole('list', { name: '来源字段 (1)' })
  expect(fields.textContent).toContain('删除')
  expect(fields.textContent).toContain('企微描述')
  expect(fields.textContent).toContain('@description')
  expect(fields.textContent).toContain('新事件不再从这里取值')
  expect(screen.queryByText('没有差异')).toBeNull()
  expect(button('发布').disabled).toBe(false)
  await userEvent.click(button('发布'))
  expect(posted).toEqual(['/api/dictionary/publish'])
})

test('of a rule that changed both are shown, and only what changed', async () => {
  await shown({
    ...same,
    changed: [{ ...mother, tag_ids: ['2'], confidence: 60 }],
    changed_from: [mother],
  })
  const rules = await screen.findByRole('list', { name: '规则 (1)' })
  expect(await within(rules).findByText('人群/敏感肌')).toBeTruthy()
  const gone = [...rules.querySelectorAll('del')].map((one) => one.textContent)
  expect(gone).toEqual(['人群/宝妈', '80%'])
  expect(rules.textContent).toMatch(/打标签 · 原来 人群\/宝妈 现在 人群\/敏感肌/)
  expect(rules.textContent).not.toContain('写属性')
})

test('rules in another order are something to publish', async () => {
  await shown({ ...same, is_reordered: true })
  expect(await screen.findByText(/先后顺序有变/)).toBeTruthy()
  expect(button('发布').disabled).toBe(false)
})

test('nothing is published when there is nothing, and the reason is said', async () => {
  await shown(same)
  expect(await screen.findByText('草稿与现行版本完全一致，没有可发布的修改。')).toBeTruthy()
  expect(button('发布').disabled).toBe(true)
})

test('restoring shows the way back: what the draft has more goes, what it lacks comes', async () => {
  /* What the draft has that version 2 has not. */
  await shown({ ...same, added: [mother], fields: { ...none, removed: [description] } }, 'restore')
  const fields = await screen.findByRole('list', { name: '来源字段 (1)' })
  const rules = await screen.findByRole('list', { name: '规则 (1)' })
  expect(fields.textContent).toContain('新增')
  expect(rules.textContent).toContain('删除')
  await userEvent.click(button('恢复为草稿'))
  expect(posted).toEqual(['/api/dictionary/restore'])
})
