import { expect, test } from 'vitest'
import { disabledAsItIs, userActions } from './userActions'

const writer = { me: false, writable: true, viewable: true }
const enabled = { is_disabled: false, is_shut_out: false, has_totp: false }
const disabled = { ...enabled, is_disabled: true }
const shutOut = { ...disabled, is_shut_out: true }

test('whom the platform disabled can be disabled here too, and only there be enabled', () => {
  expect(userActions(enabled, writer)).toEqual(['sessions', 'view', 'disable', 'delete'])
  expect(userActions(disabled, writer)).toEqual(['sessions', 'enable', 'delete'])
  expect(userActions(shutOut, writer)).toEqual(['sessions', 'disable_here', 'delete'])
})

test('nobody disables or deletes himself, and who may not write only sees', () => {
  expect(userActions({ ...enabled, has_totp: true }, { ...writer, me: true })).toEqual(['sessions'])
  expect(userActions({ ...enabled, has_totp: true }, writer)).toContain('totp')
  expect(userActions(enabled, { ...writer, writable: false })).toEqual(['view'])
})

test('another name for who is shut out does not make it lasting', () => {
  expect(disabledAsItIs(shutOut)).toBeUndefined()
  expect(disabledAsItIs(disabled)).toBe(true)
  expect(disabledAsItIs(enabled)).toBe(false)
  expect(disabledAsItIs({})).toBe(false)
})
