import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { App, Drawer, Modal } from 'antd'
import { afterEach, expect, test, vi } from 'vitest'
import { useUndoToast } from '@/ui/Feedback'
import { useKeys } from './keys'

const SLOW = { timeout: 10_000 }
const back = vi.fn()
function Editor() {
  useKeys({ go: () => {}, openPalette: () => {}, openSheet: () => {} })
  return (
    <>
      <button type="button" data-undo onClick={back}>
        undo
      </button>
      <input type="text" aria-label="name" />
      <textarea aria-label="note" />
      <input type="checkbox" aria-label="shared" />
      <input role="combobox" aria-controls="list" aria-expanded="false" aria-label="look" />
    </>
  )
}
afterEach(() => {
  cleanup()
  back.mockClear()
})
const undoAt = (label: string) => fireEvent.keyDown(screen.getByLabelText(label), { key: 'z', ctrlKey: true })

test('Ctrl+Z takes a step of the page back from a box to tick and from a select', () => {
  render(<Editor />)
  undoAt('shared')
  undoAt('look')
  expect(back).toHaveBeenCalledTimes(2)
})
test('Ctrl+Z stays with the text where text is typed, also where a select is searched', () => {
  render(<Editor />)
  fireEvent.change(screen.getByLabelText('look'), { target: { value: 'li' } })
  for (const label of ['name', 'note', 'look']) undoAt(label)
  expect(back).not.toHaveBeenCalled()
})

test('Ctrl+Z takes nothing back that lies behind a dialog', () => {
  const inDrawer = vi.fn()
  const page = (exporting: boolean) => (
    <>
      <Editor />
      <Drawer open>
        <button type="button" data-undo onClick={inDrawer}>
          undo
        </button>
      </Drawer>
      <Modal open={exporting}>
        <input type="checkbox" aria-label="with tags" />
      </Modal>
    </>
  )
  const { rerender } = render(page(false))
  rerender(page(true))
  undoAt('with tags')
  expect(inDrawer).not.toHaveBeenCalled()
  expect(back).not.toHaveBeenCalled()
})
test('Ctrl+Z takes a step back inside the drawer that is open', () => {
  const inDrawer = vi.fn()
  const drawer = (
    <Drawer open>
      <button type="button" data-undo onClick={inDrawer}>
        undo
      </button>
    </Drawer>
  )
  render(
    <>
      {drawer}
      <Editor />
    </>,
  )
  fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true })
  expect(inDrawer).toHaveBeenCalledTimes(1)
  expect(back).not.toHaveBeenCalled()
})
test('Ctrl+Z takes back what was done in the drawer that is open, not what was done before it opened', async () => {
  const undo = vi.fn()
  function Work() {
    const toast = useUndoToast()
    return <input type="checkbox" aria-label="work" onClick={() => toast('done', undo)} />
  }
  const page = (open: boolean) => (
    <App>
      <Editor />
      {!open && <Work />}
      <Drawer open={open}>
        <Work />
      </Drawer>
    </App>
  )
  const { rerender } = render(page(false))
  fireEvent.click(screen.getByLabelText('work'))
  await screen.findByText('done', {}, SLOW)
  rerender(page(true))
  undoAt('work')
  expect(undo).not.toHaveBeenCalled()
  fireEvent.click(screen.getByLabelText('work'))
  await vi.waitFor(() => expect(screen.getAllByText('done')).toHaveLength(2), SLOW)
  undoAt('work')
  expect(undo).toHaveBeenCalledTimes(1)
})
