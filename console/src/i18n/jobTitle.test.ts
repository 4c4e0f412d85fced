import { expect, test } from 'vitest'
import { jobTitleIn } from './jobTitle'

test('in Chinese a job is called as the server calls it', () => {
  expect(jobTitleIn('zh-CN', '导入客户', '导入客户:名单.xlsx')).toBe('导入客户:名单.xlsx')
  expect(jobTitleIn('zh-CN', '导出客户', '')).toBe('导出客户')
})
test('in English by its kind and what it is about', () => {
  expect(jobTitleIn('en-US', 'Sync WeCom', '同步企业微信：小满母婴')).toBe('Sync WeCom: 小满母婴')
  expect(jobTitleIn('en-US', 'Import customers', '导入客户:a.xlsx')).toBe('Import customers: a.xlsx')
  expect(jobTitleIn('en-US', 'Export customers', '导出客户')).toBe('Export customers')
})
