import { expect, test } from 'vitest'
import { draftOf, lacksName, mapped, troubleOf } from './mapping'
import type { CustomerImport } from './queries'

const file: CustomerImport = {
  id: '1',
  name: '客户.xlsx',
  format: 'xlsx',
  size: 100,
  has_header: true,
  columns: [
    { name: '姓名', field: 'name', samples: [] },
    { name: '手机', field: 'phone', samples: [] },
    { name: '喜好', field: null, samples: [] },
  ],
  sample: [],
  key: 'phone',
  rule: 'both',
  makes_tags: false,
  tag_ids: [],
  job_id: null,
  revision: 1,
}

test('a column left out is an empty word', () => {
  expect(draftOf(file).fields).toEqual(['name', 'phone', ''])
})
test('a field stands once: the column that had it gives it up', () => {
  expect(mapped(['name', 'phone', ''], 2, 'phone')).toEqual(['name', '', 'phone'])
  expect(mapped(['name', 'phone', ''], 0, '')).toEqual(['', 'phone', ''])
})
test('a mapping needs its key', () => {
  const draft = draftOf(file)
  expect(troubleOf(draft)).toBeNull()
  expect(troubleOf({ ...draft, key: 'member_no' })).toBe('noKey')
  expect(troubleOf({ ...draft, fields: ['', '', ''] })).toBe('nothing')
  expect(lacksName(draft)).toBe(false)
  expect(lacksName({ ...draft, fields: ['', 'phone', ''] })).toBe(true)
  expect(lacksName({ ...draft, fields: ['', 'phone', ''], rule: 'fill' })).toBe(false)
})
