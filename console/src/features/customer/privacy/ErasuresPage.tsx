import { Link } from '@tanstack/react-router'
import { App, Button, Input, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/client'
import { useIsViewing } from '@/api/me'
import { Await, EmptyState, useFail } from '@/ui/Feedback'
import { Badge, Card, PageHead, Time } from '@/ui/Page'
import { useFilters } from '@/ui/url'
import { type Erasure, type ErasureState, useDecideErasure, useErasurePreview, useErasures } from './queries'
import { fill, useTexts } from './texts'
import { WhatGoes } from './WhatGoes'

const STATES: ErasureState[] = ['waiting', 'running', 'done', 'refused']
const TONES: Record<ErasureState, 'busy' | 'good' | 'off'> = {
  waiting: 'busy',
  running: 'busy',
  done: 'good',
  refused: 'off',
}

function DecideDialog({ erasure, onClose }: { erasure: Erasure; onClose: () => void }) {
  const { t } = useTranslation()
  const w = useTexts()
  const { message } = App.useApp()
  const fail = useFail()
  const preview = useErasurePreview(erasure.customer_id)
  const decide = useDecideErasure()
  const [confirm, setConfirm] = useState('')
  const [answer, setAnswer] = useState('')
  const [isRefusing, setRefusing] = useState(false)
  const wanted = preview.data?.confirm ?? ''
  const act = (body: { decision: 'carry_out' | 'refuse'; confirm?: string; answer?: string }, done: string) =>
    decide.mutate(
      { id: erasure.id, ...body },
      {
        onSuccess: () => {
          void message.success(done)
          onClose()
        },
        onError: (error) => {
          fail(error)
          if (error instanceof ApiError && error.reason === 'erasure.decided') onClose()
        },
      },
    )
  const typeName = fill(w.typeName, { name: wanted })
  return (
    <Modal
      open
      title={w.decideTitle}
      onCancel={onClose}
      footer={
        isRefusing
          ? [
              <Button key="back" onClick={() => setRefusing(false)}>
                {t('common.back')}
              </Button>,
              <Button
                key="refuse"
                type="primary"
                disabled={!answer.trim()}
                loading={decide.isPending}
                onClick={() => act({ decision: 'refuse', answer: answer.trim() }, w.refusedDone)}
              >
                {w.refuse}
              </Button>,
            ]
          : [
              <Button key="refuse" onClick={() => setRefusing(true)}>
                {w.refuse}
              </Button>,
              <Button
                key="carry"
                type="primary"
                danger
                disabled={!wanted || confirm.trim() !== wanted}
                loading={decide.isPending}
                onClick={() => act({ decision: 'carry_out', confirm: confirm.trim() }, w.carried)}
              >
                {w.carryOut}
              </Button>,
            ]
      }
    >
      <Await query={preview} rows={4}>
        {preview.data && <WhatGoes preview={preview.data} />}
      </Await>
      <div className="stack tight" style={{ marginTop: 12 }}>
        <span>{isRefusing ? w.answer : typeName}</span>
        {isRefusing ? (
          <Input.TextArea
            autoFocus
            aria-label={w.answer}
            rows={2}
            maxLength={500}
            value={answer}
            onChange={(e) => setAnswer(e.target.value)}
          />
        ) : (
          <Input autoFocus aria-label={typeName} value={confirm} onChange={(e) => setConfirm(e.target.value)} />
        )}
      </div>
    </Modal>
  )
}

function Line({ erasure: e, onLook }: { erasure: Erasure; onLook: () => void }) {
  const w = useTexts()
  const isViewing = useIsViewing()
  const state = e.state ?? 'waiting'
  return (
    <Card>
      <div className="row" style={{ flexWrap: 'wrap' }}>
        <Badge tone={TONES[state]}>{w.erasureStates[state]}</Badge>
        <b>{w.grounds[e.ground ?? ''] ?? e.ground}</b>
        <span className="muted num">{fill(w.number, { id: e.customer_id ?? '' })}</span>
        <span className="grow" />
        {state === 'waiting' && (
          <>
            <Link to={`/customers/${e.customer_id}` as never}>{w.seeCustomer}</Link>
            {!isViewing && (
              <Button size="small" type="primary" onClick={onLook}>
                {w.look}
              </Button>
            )}
          </>
        )}
      </div>
      {e.note && <p style={{ margin: '6px 0 0' }}>{e.note}</p>}
      {e.answer && <p style={{ margin: '6px 0 0' }}>{e.answer}</p>}
      <div className="muted" style={{ marginTop: 6 }}>
        {fill(w.requested, { name: e.requested_by_name ?? w.nobody })} <Time at={e.requested_at} />
        {e.decided_at && (
          <>
            {' · '}
            {fill(w.decided, { name: e.decided_by_name ?? w.nobody })} <Time at={e.decided_at} />
          </>
        )}
        {state === 'running' && e.erased_at && <> · {w.runningHint}</>}
        {state === 'done' && <> · {fill(w.doneFigures, { events: e.event_count, rows: e.row_count })}</>}
      </div>
    </Card>
  )
}

/** Requests to delete customers: looked at once more, carried out or refused. */
export default function ErasuresPage() {
  const { t } = useTranslation()
  const w = useTexts()
  const [filters, setFilters] = useFilters()
  const list = useErasures(filters.state)
  const [looking, setLooking] = useState<Erasure | null>(null)
  return (
    <div className="page">
      <PageHead title={w.erasures} sub={w.erasuresHint} />
      <Segmented
        value={filters.state ?? ''}
        onChange={(state) => setFilters({ state: state || undefined })}
        options={[{ value: '', label: w.all }, ...STATES.map((value) => ({ value, label: w.erasureStates[value] }))]}
      />
      <Await query={list}>
        <div className="stack">
          {list.rows.length === 0 && <EmptyState title={w.erasuresNone} hint={w.erasuresNoneHint} />}
          {list.rows.map((e) => (
            <Line key={e.id} erasure={e} onLook={() => setLooking(e)} />
          ))}
          {list.hasNextPage && (
            <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
              {t('common.more')}
            </Button>
          )}
        </div>
      </Await>
      {looking && <DecideDialog erasure={looking} onClose={() => setLooking(null)} />}
    </div>
  )
}
