import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { App, Form, Input } from 'antd'
import { afterEach, expect, test, vi } from 'vitest'
import { isAlike } from './isAlike'
import { useTypedForm } from './useTypedForm'

vi.mock('@tanstack/react-router', () => ({
  useRouter: () => ({}),
  useBlocker: (how: { enableBeforeUnload: () => boolean }) => {
    asks = how.enableBeforeUnload
  },
}))
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }))
afterEach(cleanup)

type Values = { name: string; about?: string; rows: { word?: string }[] }
/** Whether one is asked before the page closes. */
let asks: () => boolean
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
const STORED: Values = { name: '甲', rows: [] }

test('what is put back as it was is not typed', () => {
  render(page(STORED))
  expect(asks()).toBe(false)
  type('name', '乙')
  expect(asks()).toBe(true)
  type('name', '甲')
  expect(asks()).toBe(false)
  type('about', '一')
  expect(asks()).toBe(true)
  type('about', '')
  expect(asks()).toBe(false)
  fireEvent.click(screen.getByText('add'))
  expect(asks()).toBe(true)
})

test('what is read again does not move what was begun with', () => {
  const { rerender } = render(page(STORED))
  type('name', '乙')
  expect(asks()).toBe(true)
  rerender(page({ ...STORED, name: '乙' }))
  expect(asks()).toBe(true)
})

test('what is typed while a save runs is still to be saved', () => {
  render(page(STORED))
  type('name', '乙')
  const sent = { ...STORED, name: '乙' }
  type('name', '乙丙')
  expect(asks()).toBe(true)
  act(() => typed.settled(sent))
  expect(asks()).toBe(true)
  type('name', '乙')
  expect(asks()).toBe(false)
})

test('values are alike by what they say', () => {
  expect(isAlike({ a: '', b: undefined, c: [] }, { d: null })).toBe(true)
  expect(isAlike({ a: [{ b: 1 }] }, { a: [{ b: 1, c: '' }] })).toBe(true)
  expect(isAlike({ a: 0 }, { a: null })).toBe(false)
  expect(isAlike({ a: true }, { a: false })).toBe(false)
  expect(isAlike([1, 2], [2, 1])).toBe(false)
  expect(isAlike({ 0: 'a' }, ['a'])).toBe(false)
})
