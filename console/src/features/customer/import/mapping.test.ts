import { expect, test } from 'vitest'
import { draftOf, lacksName, mapped, notTaken, troubleOf } from './mapping'
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
test('what is left out is told, with the reason there is', () => {
  expect(notTaken(file, ['name', 'phone', '']).columns.map((c) => c.name)).toEqual(['喜好'])
  const staff = {
    ...file,
    columns: [...file.columns, { name: '门店', field: null, samples: [], reason: 'import.column_of_staff' }],
  }
  const told = notTaken(staff, ['name', 'phone', 'tags', ''])
  expect(told.columns.map((c) => c.name)).toEqual(['门店'])
  expect(told.reasons).toEqual(['import.column_of_staff'])
})
