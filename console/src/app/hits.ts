import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useHas, useHolds, useMe } from '@/api/me'
import { useActions } from '@/ui/page/actions'
import { flatNav, matches, navFor } from './nav'
import { useFound } from './queries'

export type Hit = { key: string; label: string; kind: string; path?: string; run?: () => void }

const RECENT = 'weft.recent'
const KEPT = 8

/** What this user opened from the palette lately, newest first; in this browser only. Of another user nothing is told. */
export function recentHits(userId: string): Hit[] {
  try {
    const stored = JSON.parse(localStorage.getItem(RECENT) ?? 'null')
    if (stored?.of !== userId || !Array.isArray(stored.hits)) return []
    return stored.hits.filter((h: Hit) => typeof h?.path === 'string').slice(0, KEPT)
  } catch {
    return []
  }
}
export function remember(hit: Hit, userId: string): void {
  if (!hit.path) return
  const { key, label, kind, path } = hit
  try {
    const rest = recentHits(userId).filter((h) => h.path !== path)
    const hits = [{ key, label, kind, path }, ...rest].slice(0, KEPT)
    localStorage.setItem(RECENT, JSON.stringify({ of: userId, hits }))
  } catch {
    // a browser without storage forgets
  }
}

/** Everything a query finds: what the page can do, pages, what was opened lately, records. */
export function useHits(query: string, asked: string): { hits: Hit[]; isSearching: boolean } {
  const { t } = useTranslation()
  const can = useCan()
  const holds = useHolds()
  const has = useHas()
  const { actions } = useActions()
  const found = useFound(asked)
  const { id } = useMe().user
  const hits = useMemo<Hit[]>(() => {
    const typed = query.trim() !== ''
    const doable = actions
      .filter((a) => matches(query, a.label, a.pinyin ?? ''))
      .map((a) => ({ key: `do:${a.key}`, label: a.label, kind: t('app.action'), run: a.run }))
    const pages = flatNav(navFor(holds, has))
      .map((item) => ({ ...item, label: item.keys.map((key) => t(`nav.${key}`)).join(' / ') }))
      .filter((item) => matches(query, item.label, item.pinyin))
      .map((item) => ({ key: item.path, label: item.label, kind: t('app.page'), path: item.path }))
    const makers = [
      {
        path: '/channel-codes/new',
        label: t('app.newCode'),
        need: 'channel_code.write',
        module: 'acquire',
        pinyin: 'xjqdhm',
      },
      {
        path: '/welcome-policies/new',
        label: t('app.newWelcome'),
        need: 'welcome.write',
        module: 'welcome',
        pinyin: 'xjhyy',
      },
    ]
      .filter((a) => can(a.need) && has(a.module) && typed && matches(query, a.label, a.pinyin))
      .map((a) => ({ key: a.path, label: a.label, kind: t('app.action'), path: a.path }))
    const recent = typed ? [] : recentHits(id).map((h) => ({ ...h, key: `recent:${h.path}`, kind: t('app.recent') }))
    const records = asked === '' ? [] : found.flatMap((f) => f.hits.map((h) => ({ ...h, kind: t(`nav.${f.kind}`) })))
    return [...doable, ...recent, ...pages, ...makers, ...records]
  }, [actions, query, asked, can, holds, has, t, found, id])
  return { hits, isSearching: asked !== '' && found.some((f) => f.isFetching) }
}
