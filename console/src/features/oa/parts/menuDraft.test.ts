import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Menu, MenuButton } from '../queries'
import { differenceOf, useMenuDraft } from './menuDraft'

const button = (name: string, patch: Partial<MenuButton> = {}) =>
  ({ name, kind: 'click', key: null, url: null, buttons: [], ...patch }) as MenuButton
const MENU = { buttons: [button('门店'), button('会员')], state: 'draft', revision: 1 } as unknown as Menu
const opened = () =>
  renderHook(({ now, isSaving }) => useMenuDraft(now, isSaving), { initialProps: { now: MENU, isSaving: false } })

test('a button put back as it was is no change, whatever was typed between', () => {
  const { result } = opened()
  act(() => result.current.change(([one, two]) => [{ ...one!, url: 'https://a.example' }, two!]))
  expect(result.current.isChanged).toBe(true)
  act(() => result.current.change(([one, two]) => [{ ...one!, url: '' }, two!]))
  expect(result.current.isChanged).toBe(false)
})

test('a menu somebody saved first is not overwritten: the places that differ are told, and one decides', () => {
  const { result, rerender } = opened()
  act(() => result.current.change((now) => [...now, button('活动')]))
  rerender({ now: { ...MENU, buttons: [button('商城'), button('会员')], revision: 2 }, isSaving: false })
  expect(result.current.revision).toBe(1)
  expect(result.current.theirs?.map(({ at, from, to }) => [at, from?.name, to?.name])).toEqual([
    [0, '商城', '门店'],
    [2, undefined, '活动'],
  ])
  act(() => result.current.clear())
  expect(result.current.draft?.map((b) => b.name)).toEqual(['商城', '会员'])
})

test('a menu that was only published meanwhile is changed on, without a question', () => {
  const { result, rerender } = opened()
  act(() => result.current.change((now) => [...now, button('活动')]))
  rerender({ now: { ...MENU, state: 'published', revision: 2 }, isSaving: false })
  expect(result.current).toMatchObject({ revision: 2, theirs: null, isChanged: true })
  expect(result.current.draft?.length).toBe(3)
})

test('menus that say the same do not differ', () => {
  expect(differenceOf(MENU, [button('门店', { key: '' }), button('会员', { buttons: [] })])).toBeNull()
})
