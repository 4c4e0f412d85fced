import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { useKeys } from './keys'

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
