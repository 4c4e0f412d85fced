import { FullscreenExitOutlined, FullscreenOutlined, ReloadOutlined } from '@ant-design/icons'
import { Button, Skeleton } from 'antd'
import { Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { EmptyState, ErrorCard } from '@/ui/Feedback'
import { dateOnly, dateTimeSeconds } from '@/ui/format'
import { Card, PageHead } from '@/ui/Page'
import { LiveBadge } from '@/ui/page/LiveBadge'
import { lazy } from '@/ui/page/lazy'
import { ScopeNote } from '@/ui/page/ScopeNote'
import { useFilters } from '@/ui/url'
import './insight.css'
import { drillOf, drillText } from './drill'
import { CUTS } from './figures'
import { BoardFilters } from './parts/Filters'
import { KpiRow } from './parts/KpiRow'
import { RetentionCard } from './parts/RetentionCard'
import { SeriesCard } from './parts/SeriesCard'
import { daysIn, rangeAsked, type TimeUnit, unitFor } from './period'
import { type BoardFilter, type Drill, fileOf, useGrowth } from './queries'

const BreakdownCard = lazy(() => import('./parts/BreakdownCard'))
const PeopleDrawer = lazy(() => import('./parts/PeopleDrawer'))

const UNITS: TimeUnit[] = ['day', 'week', 'month']
const oneOf = <T extends string>(all: readonly T[], word: string | undefined, otherwise: T): T =>
  all.find((a) => a === word) ?? otherwise

function useFullScreen() {
  const box = useRef<HTMLDivElement>(null)
  const [isFull, setFull] = useState(false)
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', changed)
    return () => document.removeEventListener('fullscreenchange', changed)
  }, [])
  const toggle = () => void (isFull ? document.exitFullscreen() : box.current?.requestFullscreen())
  return { box, isFull, toggle }
}

export default function GrowthPage() {
  const { t } = useTranslation()
  const lang = useLang()
  const [asked, setAsked] = useFilters()
  const { box, isFull, toggle } = useFullScreen()
  const today = dateOnly(new Date())
  const range = rangeAsked(asked, today)
  const filter: BoardFilter = {
    from: range.from,
    to: range.to,
    staff_id: asked.staff_id,
    store_id: asked.store_id,
    region_id: asked.region_id,
    department_id: asked.department_id,
    code_token: asked.code_token,
  }
  const unit = oneOf(UNITS, asked.unit, unitFor(range))
  const compare = oneOf(['previous', 'year', 'none'] as const, asked.compare, 'previous')
  const board = useGrowth({ ...filter, by: unit, compare })
  const cut = oneOf(CUTS, asked.cut, 'store')
  const drill = drillOf(asked.people)
  const [label, setLabel] = useState<string | null>(null)
  const cutBoard = useGrowth({ ...filter, by: cut, compare })
  const open = useCallback(
    (d: Drill) => {
      setLabel(cutBoard.data?.rows.find((row) => row.key === d.key)?.label ?? null)
      setAsked({ people: drillText(d) })
    },
    [cutBoard.data, setAsked],
  )
  const data = board.data
  return (
    <div className="page board" ref={box}>
      <PageHead
        title={t('nav.growth')}
        sub={t('insight.hint')}
        extra={
          <>
            {data && (
              <span className="muted nowrap">{t('insight.updated', { at: dateTimeSeconds(data.updated_at) })}</span>
            )}
            <LiveBadge />
            <Button
              icon={<ReloadOutlined spin={board.isFetching && board.isPlaceholderData} />}
              aria-label={t('common.refresh')}
              onClick={() => void board.refetch()}
            />
            <Button
              icon={isFull ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
              aria-label={t(isFull ? 'insight.leaveFullScreen' : 'insight.fullScreen')}
              onClick={toggle}
            />
          </>
        }
      />
      <BoardFilters asked={asked} range={range} today={today} onChange={setAsked} />
      {board.isError && !data && <ErrorCard error={board.error} onRetry={() => void board.refetch()} />}
      {board.isPending && (
        <Card>
          <Skeleton active paragraph={{ rows: 8 }} />
        </Card>
      )}
      {data && (
        <div className={`stack ${board.isPlaceholderData ? 'board-old' : ''}`}>
          <ScopeNote scope={data.scope} />
          <KpiRow board={data} by={unit} compare={compare} onDrill={open} />
          {data.has_before && (
            <p className="muted board-note">
              {t('insight.comparedWith', { from: data.before_from ?? '', to: data.before_to ?? '' })}
            </p>
          )}
          {data.now.open_before + data.now.added === 0 && (
            <EmptyState title={t('insight.noRows')} hint={t('insight.noRowsHint')} />
          )}
          <SeriesCard
            board={data}
            unit={unit}
            onUnit={(v) => setAsked({ unit: v })}
            shown={asked.series === 'table' ? 'table' : 'chart'}
            onShown={(v) => setAsked({ series: v === 'chart' ? undefined : v })}
            onDrill={open}
            file={fileOf('growth', { ...filter, by: unit, compare }, lang)}
          />
        </div>
      )}
      <RetentionCard
        filter={filter}
        by={asked.cohort ?? (daysIn(range) <= 14 ? 'day' : daysIn(range) <= 100 ? 'week' : 'month')}
        member={asked.member === 'new' ? 'new' : 'all'}
        shape={asked.shape === 'curve' ? 'curve' : 'heat'}
        onChange={setAsked}
        onDrill={open}
        lang={lang}
      />
      <Suspense fallback={<Skeleton active />}>
        <BreakdownCard
          filter={filter}
          by={cut}
          compare={compare}
          sort={asked.sort}
          onChange={setAsked}
          onDrill={open}
        />
        {drill && (
          <PeopleDrawer
            key={`${drill.by}${drill.key}${drill.days}${drill.compare}`}
            filter={filter}
            before={data?.has_before ? `${data.before_from} – ${data.before_to}` : ''}
            drill={drill}
            label={label}
            onChange={(d) => setAsked({ people: drillText(d) })}
            onClose={() => setAsked({ people: undefined })}
          />
        )}
      </Suspense>
    </div>
  )
}
