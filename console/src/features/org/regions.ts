import type { Schemas } from '@/api/client'

type Region = Schemas['Region']
export type RegionChoice = { value: string; title: string; children: RegionChoice[] }

/** Regions as choices of a tree select, without one and what lies below it. */
export const regionChoices = (all: Region[], without?: string, parent: string | null = null): RegionChoice[] =>
  all
    .filter((r) => (r.parent_id ?? null) === parent && r.id !== without)
    .sort((a, b) => a.sort - b.sort)
    .map((r) => ({ value: r.id, title: r.name, children: regionChoices(all, without, r.id) }))
