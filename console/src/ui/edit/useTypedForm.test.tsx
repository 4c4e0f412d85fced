import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { App, Form, Input } from 'antd'
import { afterEach, expect, test, vi } from 'vitest'
import { isAlike } from './isAlike'
import { useTypedForm } from './useTypedForm'

vi.mock('@tanstack/react-router', () => ({ useRouter: () => ({}), useBlocker: () => {} }))
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }))
afterEach(cleanup)

type Values = { name: string; about?: string; rows: { word?: string }[] }
let typed: ReturnType<typeof useTypedForm<Values>>
function Editor({ stored }: { stored: Values }) {
  const [form] = Form.useForm<Values>()
  typed = useTypedForm(form, stored)
  return (
    <Form form={form} initialValues={stored}>
      <Form.Item name="name">
        <Input aria-label="name" />
      </Form.Item>
      <Form.Item name="about">
        <Input aria-label="about" />
      </Form.Item>
      <Form.List name="rows">
        {(_, { add }) => (
          <button type="button" onClick={() => add({ word: '一' })}>
            add
          </button>
        )}
      </Form.List>
    </Form>
  )
}
const page = (stored: Values) => (
  <App>
    <Editor stored={stored} />
  </App>
)
const type = (field: string, value: string) => fireEvent.change(screen.getByLabelText(field), { target: { value } })
const passes = () => act(() => new Promise((done) => setTimeout(done, 50)))
const isTyped = (is: boolean) => waitFor(() => expect(typed.isTyped).toBe(is))
const STORED: Values = { name: '甲', rows: [] }

test('what is put back as it was is not typed', async () => {
  render(page(STORED))
  await isTyped(false)
  type('name', '乙')
  await isTyped(true)
  type('name', '甲')
  await isTyped(false)
  type('about', '一')
  await isTyped(true)
  type('about', '')
  await isTyped(false)
  fireEvent.click(screen.getByText('add'))
  await isTyped(true)
})

test('what is read again does not move what was begun with', async () => {
  const { rerender } = render(page(STORED))
  type('name', '乙')
  await isTyped(true)
  rerender(page({ ...STORED, name: '乙' }))
  await passes()
  await isTyped(true)
})

test('what is typed while a save runs is still to be saved', async () => {
  render(page(STORED))
  type('name', '乙')
  const sent = { ...STORED, name: '乙' }
  type('name', '乙丙')
  await isTyped(true)
  act(() => typed.settled(sent))
  await passes()
  await isTyped(true)
  type('name', '乙')
  await isTyped(false)
})

test('values are alike by what they say', () => {
  expect(isAlike({ a: '', b: undefined, c: [] }, { d: null })).toBe(true)
  expect(isAlike({ a: [{ b: 1 }] }, { a: [{ b: 1, c: '' }] })).toBe(true)
  expect(isAlike({ a: 0 }, { a: null })).toBe(false)
  expect(isAlike({ a: true }, { a: false })).toBe(false)
  expect(isAlike([1, 2], [2, 1])).toBe(false)
  expect(isAlike({ 0: 'a' }, ['a'])).toBe(false)
})
