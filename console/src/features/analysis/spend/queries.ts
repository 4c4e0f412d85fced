import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List } from '@/api/client'

export type SpendKind = 'channel' | 'code' | 'campaign'
export type Spend = { kind: SpendKind; touch: string; day_on: string; amount_fen: number }

export const useSpend = (from: string, to: string) =>
  useQuery({
    queryKey: ['spend', from, to],
    queryFn: ({ signal }) => api.get<List<Spend>>('/api/spend', { query: { from, to }, signal }),
  })
const setLines = (lines: Spend[]) => api.post<{ changed: number }>('/api/spend/sheet', { body: { lines } })
function useRefresh() {
  const client = useQueryClient()
  return () =>
    Promise.all([client.invalidateQueries({ queryKey: ['spend'] }), client.invalidateQueries({ queryKey: ['answer'] })])
}
export const useSetSpend = () => useMutation({ mutationFn: setLines, onSuccess: useRefresh() })

const LINES_MAX = 1000
/** What the figures call each of these names; one that is none is missing, one that means several is told. */
export type TouchesOf = (names: string[]) => Promise<{ touches: Map<string, string>; ambiguous: string[] }>
export type Pasted = { changed: number; unknown: string[]; ambiguous: string[] }

/** A whole list by its names: nothing is set when one of them is not clear. */
export const usePasteSpend = (touchesOf: TouchesOf) =>
  useMutation({
    mutationFn: async (lines: Spend[]): Promise<Pasted> => {
      const names = [...new Set(lines.map((line) => line.touch))]
      const { touches, ambiguous } = await touchesOf(names)
      const unknown = names.filter((name) => !touches.has(name) && !ambiguous.includes(name))
      if (unknown.length > 0 || ambiguous.length > 0) return { changed: 0, unknown, ambiguous }
      const known = lines.map((line) => ({ ...line, touch: touches.get(line.touch)! }))
      let changed = 0
      for (let at = 0; at < known.length; at += LINES_MAX)
        changed += (await setLines(known.slice(at, at + LINES_MAX))).changed
      return { changed, unknown, ambiguous }
    },
    onSettled: useRefresh(),
  })
