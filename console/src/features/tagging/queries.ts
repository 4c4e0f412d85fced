import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List, type Page, type Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import type { RuleWords } from '@/pickers/rule/words'

export type PolicyKind = 'source_priority' | 'most_recent' | 'most_frequent' | 'weighed'
export type Policy = {
  kind: PolicyKind
  sources: { source: string; weight: number }[]
  half_life_days: number
  near_m: number
  nowhere_percent: number
}
export type AttributeType = 'text' | 'number' | 'date' | 'enum' | 'bool'
export type Attribute = {
  id: string
  key: string
  name: string
  type: AttributeType
  unit: string | null
  category: string | null
  definition: string | null
  owner: string | null
  is_personal: boolean
  choices: string[]
  policy: Policy
  customer_count: number
  revision: number
}
export type AttributeDraft = Omit<Attribute, 'id' | 'customer_count' | 'revision'>

export type TagType = 'flag' | 'enum' | 'band' | 'date'
export type Band = { label: string; from: string | null; to: string | null }
export type TypedTag = {
  id: string
  name: string
  group_id: string
  group_name: string
  kind: 'corp' | 'internal'
  is_exclusive: boolean
  type: TagType
  category: string | null
  owner_id: string | null
  owner_name: string | null
  definition: string | null
  review_on: string | null
  expires_days: number
  choices: string[]
  bands: Band[]
  rule: string | null
  is_on: boolean
  sentence_zh: string | null
  sentence_en: string | null
  customer_count: number
  revision: number
}
export type TagDraft = {
  type: TagType
  owner_id?: string | null
  category?: string | null
  definition?: string | null
  review_on?: string | null
  expires_days: number
  choices: string[]
  bands: Band[]
  rule?: string | null
  is_on: boolean
  revision: number
}
export type RuleDraft = { type: TagType; choices: string[]; bands: Band[]; rule: string }
export type RuleCheck = {
  is_good: boolean
  reason: string | null
  place: string | null
  allowed: string | null
  sentence_zh: string | null
  sentence_en: string | null
}
export type RulePreview = {
  count: number
  examined: number
  total: number
  is_exact: boolean
  matches: { customer_id: string; name: string | null; value: string | null }[]
}
export type DictionaryField = { key: string; name: string | null; type: string; path: string; source: string }
export type DictionaryGive = { key: string; about: string | null; value: string }
export type DictionaryRule = {
  id: string
  field: string | null
  kind: 'exact' | 'pattern'
  match: string
  tag_ids: string[]
  gives: DictionaryGive[]
  confidence: number
}
export type DictionaryDocument = { fields: DictionaryField[]; rules: DictionaryRule[] }
export type Dictionary = {
  draft: DictionaryDocument
  live_version: number
  revision: number
  versions: {
    version: number
    state: string
    note: string | null
    rule_count: number
    published_by_name: string | null
    published_at: string
  }[]
}
/** `changed_from` is `changed` as it was, in its order. */
export type Differing<T> = { added: T[]; removed: T[]; changed: T[]; changed_from: T[] }
export type DictionaryDiff = Differing<DictionaryRule> & { fields: Differing<DictionaryField>; is_reordered: boolean }
export type Trial = {
  values: number
  matched_before: number
  matched_after: number
  differ: number
  samples: { field: string | null; value: string; count: number; is_matched: boolean; was: string; is: string }[]
}
export type Unmatched = { field: string; value: string; count: number; last_at: string }

function useChange<Input, Output>(words: string[], run: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: () => Promise.all(words.map((word) => client.invalidateQueries({ queryKey: [word] }))),
  })
}

export const useAttributes = () =>
  useQuery({
    queryKey: ['attribute'],
    queryFn: ({ signal }) => api.get<List<Attribute>>('/api/attributes', { signal }),
  })
export const useSaveAttribute = () =>
  useChange(
    ['attribute', 'tag_rule'],
    ({ id, revision, body }: { id?: string; revision: number; body: AttributeDraft }) =>
      id
        ? api.put<Attribute>('/api/attributes/{id}', { path: { id }, revision, body })
        : api.post<Attribute>('/api/attributes', { body }),
  )
export const useDeleteAttribute = () =>
  useChange(['attribute', 'tag_rule'], (one: Attribute) =>
    api.delete('/api/attributes/{id}', { path: { id: one.id }, revision: one.revision }),
  )

export const useTypedTags = () =>
  useQuery({
    queryKey: ['typed_tag'],
    queryFn: ({ signal }) => api.get<List<TypedTag>>('/api/typed-tags', { signal }),
  })
export const useSaveTag = () =>
  useChange(['typed_tag', 'job'], ({ id, body }: { id: string; body: TagDraft }) =>
    api.put<TypedTag>('/api/tags/{id}/detail', { path: { id }, body }),
  )
export const useSetExclusive = () =>
  useChange(['typed_tag'], ({ id, is_exclusive }: { id: string; is_exclusive: boolean }) =>
    api.put('/api/tag-groups/{id}/exclusive', { path: { id }, body: { is_exclusive } }),
  )
export const useRuleWords = () =>
  useQuery({
    queryKey: ['tag_rule', 'words'],
    queryFn: ({ signal }) => api.get<RuleWords>('/api/tag-rules/words', { signal }),
  })
export const useRuleCheck = (draft: RuleDraft | null) =>
  useQuery({
    queryKey: ['tag_rule', 'check', draft],
    queryFn: () => api.post<RuleCheck>('/api/tag-rules/check', { body: draft }),
    enabled: draft !== null,
    placeholderData: (before) => before,
  })
export const usePreview = () =>
  useMutation({ mutationFn: (body: RuleDraft) => api.post<RulePreview>('/api/tag-rules/preview', { body }) })

export const useDictionary = () =>
  useQuery({
    queryKey: ['dictionary'],
    queryFn: ({ signal }) => api.get<Dictionary>('/api/dictionary', { signal }),
  })
export const useSaveDraft = () =>
  useChange(['dictionary'], ({ revision, body }: { revision: number; body: DictionaryDocument }) =>
    api.put<Dictionary>('/api/dictionary/draft', { revision, body }),
  )
export const usePublish = () =>
  useChange(['dictionary', 'job'], ({ revision, note }: { revision: number; note: string }) =>
    api.post<Dictionary>('/api/dictionary/publish', { revision, body: { note } }),
  )
export const useRestore = () =>
  useChange(['dictionary'], ({ revision, version }: { revision: number; version: number }) =>
    api.post<Dictionary>('/api/dictionary/restore', { revision, body: { version } }),
  )
export const useRerun = () => useChange(['job'], (_: undefined) => api.post('/api/dictionary/rerun', {}))
export const useTry = () =>
  useMutation({
    mutationFn: (body: { field?: string; samples: string[] }) => api.post<Trial>('/api/dictionary/try', { body }),
  })
/** What `to` has that `from` has not, 0 being the draft, of which `revision` is: what is shown is what gets published. */
export const useDiff = (from: number, to: number, revision: number) =>
  useQuery({
    queryKey: ['dictionary', 'diff', from, to, revision],
    queryFn: ({ signal }) => api.get<DictionaryDiff>('/api/dictionary/diff', { query: { from, to }, signal }),
  })
export const useUnmatched = () =>
  useQuery({
    queryKey: ['dictionary', 'unmatched'],
    queryFn: ({ signal }) => api.get<List<Unmatched>>('/api/dictionary/unmatched', { query: { limit: 100 }, signal }),
  })

/** Who may own a tag; nobody to choose from for who may not read users. */
export const useOwners = () => {
  const can = useCan()
  return useQuery({
    queryKey: ['user', 'owners'],
    queryFn: ({ signal }) => api.get<Page<Schemas['User']>>('/api/users', { query: { limit: 200 }, signal }),
    enabled: can('user.read'),
    select: (page) => page.items.map((u) => ({ value: u.id, label: u.display_name || u.name })),
  })
}
