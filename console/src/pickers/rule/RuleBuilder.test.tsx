import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { RuleBuilder } from './RuleBuilder'
import { type Conditions, conditionsOf, ruleOf } from './rule'
import type { RuleWords } from './words'

afterEach(cleanup)

const WORDS = { variables: [], event_types: [{ type: 'page.viewed' }], categories: [] } as unknown as RuleWords
const VIEWED: Conditions = {
  all: true,
  items: [
    {
      kind: 'did',
      type: 'page.viewed',
      window: '30d',
      where: [
        { name: 'page', op: '==', value: '/sale' },
        { name: 'from', op: '==', value: 'qr' },
      ],
    },
  ],
}

/** As editors keep it: as the text of a rule. */
function Editor({ began }: { began: Conditions }) {
  const [rule, setRule] = useState(ruleOf(began))
  return (
    <>
      <RuleBuilder
        words={WORDS}
        value={conditionsOf(rule)!}
        onChange={(next) => setRule(ruleOf(next))}
        extra={{ relations: true, groups: true, segments: [] }}
      />
      <output>{rule}</output>
    </>
  )
}
const rule = () => document.querySelector('output')?.textContent
const press = (name: string) => fireEvent.click(screen.getByLabelText(name))
const undo = () => fireEvent.click(document.querySelector('[data-undo]')!)

test('a removed extra condition is brought back where it was, and the focus is in it', () => {
  render(<Editor began={VIEWED} />)
  press('删除 附加条件 1')
  expect(rule()).not.toContain('/sale')
  expect(document.activeElement?.closest('[data-row]')?.getAttribute('aria-label')).toBe('附加条件 1')
  undo()
  expect(rule()).toBe(ruleOf(VIEWED))
  expect((document.activeElement as HTMLInputElement).value).toBe('page')
})
test('after the last extra condition the focus is on what adds one, and in what was added', () => {
  render(<Editor began={VIEWED} />)
  press('删除 附加条件 2')
  press('删除 附加条件 1')
  expect(document.activeElement?.textContent).toBe('附加条件')
  fireEvent.click(document.activeElement!)
  expect(document.activeElement?.closest('[data-row]')?.getAttribute('aria-label')).toBe('附加条件 1')
})
test('any and none can be chosen while there is no condition, and stay when the last one goes', () => {
  render(<Editor began={{ all: false, items: [{ kind: 'empty', name: 'birthday' }] }} />)
  press('删除 1')
  expect((screen.getByLabelText('满足任一条件') as HTMLInputElement).checked).toBe(true)
  fireEvent.click(screen.getByLabelText(/排除/))
  expect((screen.getByLabelText(/排除/) as HTMLInputElement).checked).toBe(true)
  fireEvent.click(screen.getByLabelText('满足全部条件'))
  expect((screen.getByLabelText('满足全部条件') as HTMLInputElement).checked).toBe(true)
})
