import type { Schemas } from '@/api/client'

/** The scope of an answer of whose figures a test says nothing. */
export const EVERYBODY: Schemas['ScopeTold'] = {
  word: 'all',
  sentence_zh: '全品牌的客户',
  sentence_en: 'All customers of the brand',
}
