import { expect, test } from 'vitest'
import { bodyOf, remarkPreview } from './code'

const sample = { name: '小満妈妈', date: '2026-11-22', channel: '人民广场店 · 收银台立牌' }

test('the remark is cut at twenty characters like the platform does', () => {
  expect(remarkPreview('{客户昵称}', sample)).toEqual({ text: '小満妈妈', cut: false })
  const long = remarkPreview('{客户昵称}-{日期}-{渠道}', sample)
  expect([...long.text]).toHaveLength(20)
  expect(long.cut).toBe(true)
})
test('only what the server takes is sent', () => {
  const body = bodyOf({
    name: 'a',
    staff: [{ staff_id: '1', name: '李', weight: 5, daily_cap: 0 }],
    welcome_mode: 'policy',
    added_count: 9,
  })
  expect(body.staff).toEqual([{ staff_id: '1', weight: 5, daily_cap: 0 }])
  expect(body.welcome).toBeNull()
  expect(body).not.toHaveProperty('added_count')
})
