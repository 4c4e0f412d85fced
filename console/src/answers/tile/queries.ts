import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, type List, type Schemas } from '@/api/client'
import { remember } from '../names'
import { whileReading } from '../queries'
import type { Goal, Logic, Look, PivotShow, QueryAnswer, QueryValue, Range, Value } from '../types'

export type Tile = {
  id: string
  title: string
  look: Look
  query: QueryValue
  x: number
  y: number
  w: number
  h: number
  note?: string
  /** How a pivot is shown. */
  show?: PivotShow
  /** Beside its target, where there is one; absent: yes. */
  goal?: boolean
}
export type OwnerOf = { kind: 'store' | 'department' | 'staff'; id: string }
/** What a whole board is looked at with. */
export type BoardFilter = {
  range?: Range
  compare?: 'none' | 'previous' | 'year'
  channel?: string[]
  owner?: OwnerOf
  filters?: Logic
}
/** A condition of the board that the events of a tile cannot meet: nobody in them ("person"), or not the property. */
export type LeftOut = { condition: Logic; missing: string }
export type TileAnswer = QueryAnswer & { query: QueryValue; left_out: LeftOut[]; before: Value[][]; targets: Goal[] }
export type BoardDraft = {
  name: string
  tiles: Tile[]
  filter: BoardFilter
  is_shared: boolean
  is_open: boolean
  sort: number
}
export type Board = BoardDraft & {
  id: string
  revision: number
  is_mine: boolean
  may_edit: boolean
  owner_name: string | null
  changed_at: string
}
export type BoardLine = Pick<Board, 'id' | 'name' | 'is_shared' | 'is_open' | 'is_mine' | 'owner_name' | 'changed_at'>
type Two = { zh: string; en: string }
export type Preset = { key: string; name_zh: string; name_en: string; tiles: (Omit<Tile, 'title'> & { title: Two })[] }

/** A tile under the filter of its board, asked again when something happens. */
export const useTile = (tile: Tile, filter: BoardFilter) => {
  const { id, look, query, goal } = tile
  const asked = { id, look, query, goal }
  return useQuery({
    queryKey: ['answer_live', 'tile', asked, filter],
    queryFn: async ({ signal }) =>
      remember(await api.post<TileAnswer>('/api/board-tiles', { body: { tile: asked, filter }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    ...whileReading,
  })
}

export const useBoards = () =>
  useQuery({
    queryKey: ['tile_board', 'list'],
    queryFn: ({ signal }) => api.get<List<BoardLine>>('/api/boards', { signal }),
  })
/** Boards of people who left, for who may take them over. */
export const useLeftBoards = (isOn: boolean) =>
  useQuery({
    queryKey: ['tile_board', 'left'],
    queryFn: ({ signal }) => api.get<List<BoardLine>>('/api/boards/left', { signal }),
    enabled: isOn,
  })
export const usePresets = () =>
  useQuery({
    queryKey: ['tile_board', 'presets'],
    queryFn: ({ signal }) => api.get<List<Preset>>('/api/board-presets', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
export const useBoard = (id: string | null) =>
  useQuery({
    queryKey: ['tile_board', 'one', id],
    queryFn: ({ signal }) => api.get<Board>('/api/boards/{id}', { path: { id: id! }, signal }),
    enabled: id !== null,
  })

/** The board as a spreadsheet: a job, which shows in the tray. */
export const useExport = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (draft: { board: string; filter: BoardFilter; english: boolean }) =>
      api.post<Schemas['Job']>('/api/board-exports', { body: draft }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['job'] }),
  })
}

export const useBoardChanges = () => {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: ['tile_board'] })
  const create = useMutation({
    mutationFn: (draft: BoardDraft) => api.post<Board>('/api/boards', { body: draft }),
    onSuccess,
  })
  const save = useMutation({
    mutationFn: ({ id, revision, draft }: { id: string; revision: number; draft: BoardDraft }) =>
      api.put<Board>('/api/boards/{id}', { path: { id }, revision, body: draft }),
    onSuccess: (board) => {
      client.setQueryData(['tile_board', 'one', board.id], board)
      void onSuccess()
    },
  })
  const drop = useMutation({
    mutationFn: (id: string) => api.delete('/api/boards/{id}', { path: { id } }),
    onSuccess,
  })
  const restore = useMutation({
    mutationFn: (id: string) => api.post<Board>('/api/boards/{id}/restore', { path: { id } }),
    onSuccess,
  })
  const take = useMutation({
    mutationFn: (id: string) => api.post<Board>('/api/boards/{id}/take', { path: { id } }),
    onSuccess,
  })
  return { create, save, drop, restore, take }
}
/** What of a board its maker says. */
export const draftOf = (b: BoardDraft): BoardDraft => ({
  name: b.name,
  tiles: b.tiles,
  filter: b.filter,
  is_shared: b.is_shared,
  is_open: b.is_open,
  sort: b.sort,
})
export const readBoard = (id: string) => api.get<Board>('/api/boards/{id}', { path: { id } })
