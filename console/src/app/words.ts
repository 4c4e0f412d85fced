/** Whose words the pages of a feature speak, by folder: they come beside the page. A feature that is not named here
 * brings those of all features. words.test.ts finds what is missing. */
export const WORDS: Record<string, readonly string[]> = {
  acquire: ['acquire', 'reach', 'home'],
  alert: [],
  analysis: [],
  board: [],
  channel: ['channel'],
  customer: ['customer', 'insight', 'group_chat', 'shop'],
  group_chat: ['group_chat'],
  home: ['home'],
  insight: ['insight'],
  intake: ['intake', 'customer'],
  job: ['job'],
  oa: ['oa'],
  org: ['org', 'org/access'],
  reach: ['reach', 'org'],
  shop: ['shop'],
}
