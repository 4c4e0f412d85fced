/** What rules may speak of, as the server tells it. */
export type Variable = {
  name: string
  label: string
  label_zh: string
  unit: string | null
  type: string
  choices: string[]
}
export type RuleWords = { variables: Variable[]; event_types: { type: string; count: number }[] }

/** What a builder offers beside the facts, tags and events of a person. */
export type BuilderExtra = { relations: boolean; groups: boolean; segments: { id: string; name: string }[] }
