import { CheckOutlined, CloseOutlined, EditOutlined, EyeOutlined } from '@ant-design/icons'
import { App, Button, Input, Select } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/client'
import { useCan } from '@/api/me'
import { reasonText, useWord } from '@/i18n'
import { useFail } from '@/ui/Feedback'
import { dateTime } from '@/ui/format'
import { useRevealHint } from '../parts/useRevealHint'
import { type Customer, useCustomer } from '../queries'
import { changeOf, changesOf } from './conflict'
import { type Change, type Fact, usePatchCustomer, useReveal } from './queries'

type Level = 'clear' | 'masked' | 'hidden'
type Props = {
  customer: Customer
  fact: Fact
  label: string
  value: string | null
  shown?: ReactNode
  level?: Level
  hint?: string
}
type Conflict = { mine: string; theirs: string | null; change: Change }

/** One fact, edited where it stands: Enter saves, Esc gives up. Who is too late sees both values. */
export function InlineFact(props: Props) {
  const { t } = useTranslation()
  const { customer, fact, label, value, level = 'clear' } = props
  const word = useWord()
  const can = useCan()
  const fail = useFail()
  const { message } = App.useApp()
  const fresh = useCustomer(customer.id)
  const save = usePatchCustomer()
  const reveal = useReveal()
  const hint = useRevealHint()
  const [draft, setDraft] = useState<string | null>(null)
  // What the change was begun on: what others save meanwhile comes with the customer.
  const began = useRef(0)
  const [problem, setProblem] = useState<string | null>(null)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  // The field goes when one is done: the key that ended it leads back to the button that began it.
  const pen = useRef<HTMLButtonElement>(null)
  const isOpen = draft !== null
  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) pen.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  const close = () => {
    setDraft(null)
    setProblem(null)
    setConflict(null)
  }
  const valueIn = (c: Customer): string | null =>
    fact === 'phone' ? c.phone_masked : fact === 'email' ? c.email_masked : (c[fact] ?? null)
  const late = async (mine: string, error: ApiError) => {
    const now = (await fresh.refetch()).data
    const change = changeOf(changesOf(error.more), fact)
    if (!now) return fail(error)
    // Somebody changed something else: both changes stand.
    if (!change) return send(mine, Number(now.revision))
    setConflict({ mine, theirs: valueIn(now), change })
  }
  const send = (text: string, revision: number): void =>
    save.mutate(
      { id: customer.id, revision, [fact]: text },
      {
        onSuccess: () => {
          reveal.reset()
          void message.success(t('common.saved'))
          close()
        },
        onError: (error) => {
          if (error instanceof ApiError && error.isConflict) return void late(text, error)
          if (error instanceof ApiError && error.status === 400) return setProblem(reasonText(error.reason))
          fail(error)
        },
      },
    )
  const submit = () => {
    if (draft === null) return
    const before = level === 'clear' ? (value ?? '') : null
    if (draft.trim() === before || (before === null && draft.trim() === '' && !value)) return close()
    send(draft.trim(), began.current)
  }
  const keys = (e: {
    key: string
    nativeEvent: { isComposing?: boolean }
    stopPropagation: () => void
    ctrlKey?: boolean
  }) => {
    if (e.nativeEvent.isComposing) return
    e.stopPropagation()
    if (e.key === 'Escape') close()
    if (e.key === 'Enter' && (fact !== 'description' || e.ctrlKey)) submit()
  }
  const shared = { id: `fact-${fact}`, 'aria-label': label, autoFocus: true, disabled: save.isPending }
  const text = {
    ...shared,
    value: draft ?? '',
    status: problem ? ('error' as const) : undefined,
    placeholder: level === 'clear' ? props.hint : (value ?? props.hint),
    onChange: (e: { target: { value: string } }) => setDraft(e.target.value),
    onKeyDown: keys,
  }
  if (conflict)
    return (
      <div className="fact conflict">
        <dt>{label}</dt>
        <dd>
          <div className="stack tight" role="alertdialog" aria-label={t('customer.detail.conflict', { name: label })}>
            <span>
              {t('customer.detail.conflictBy', {
                name: conflict.change.name ?? t('customer.detail.someone'),
                at: dateTime(conflict.change.at),
              })}
            </span>
            <Button size="small" block onClick={close}>
              {t('customer.detail.keepTheirs', { value: conflict.theirs ?? '—' })}
            </Button>
            <Button
              size="small"
              block
              type="primary"
              loading={save.isPending}
              onClick={() => send(conflict.mine, Number(fresh.data?.revision ?? customer.revision))}
            >
              {t('customer.detail.takeMine', { value: conflict.mine || '—' })}
            </Button>
          </div>
        </dd>
      </div>
    )
  if (draft !== null)
    return (
      <div className="fact editing">
        <dt>
          <label htmlFor={`fact-${fact}`}>{label}</label>
        </dt>
        <dd>
          <div className="row top" style={{ flexWrap: 'nowrap', gap: 4 }}>
            {fact === 'gender' ? (
              <Select
                {...shared}
                defaultOpen
                value={draft}
                onChange={(v) => send(v, began.current)}
                options={['unknown', 'female', 'male'].map((g) => ({ value: g, label: word('gender', g) }))}
                style={{ flex: 1 }}
              />
            ) : fact === 'description' ? (
              <Input.TextArea {...text} autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
            ) : (
              <Input {...text} maxLength={fact === 'address' ? 300 : 254} />
            )}
            <Button size="small" type="text" icon={<CheckOutlined />} aria-label={t('common.save')} onClick={submit} />
            <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t('common.cancel')} onClick={close} />
          </div>
          {problem && (
            <div role="alert" className="bad">
              <small>{problem}</small>
            </div>
          )}
        </dd>
      </div>
    )
  const isHidden = level === 'hidden'
  const canReveal = level === 'masked' && value && can('customer.reveal') && !reveal.data && REVEALED.has(fact)
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd className="row" style={{ flexWrap: 'nowrap', gap: 2 }}>
        <span className="pre grow">
          {isHidden ? (
            <span className="muted">{t('customer.detail.hidden')}</span>
          ) : (
            (reveal.data?.value ?? props.shown ?? value ?? <span className="muted">—</span>)
          )}
        </span>
        {canReveal && (
          <Button
            size="small"
            type="text"
            icon={<EyeOutlined />}
            loading={reveal.isPending}
            aria-label={t('customer.detail.reveal', { name: label })}
            title={hint}
            onClick={() => reveal.mutate({ id: customer.id, field: fact }, { onError: fail })}
          />
        )}
        {can('customer.write') && !isHidden && (
          <Button
            ref={pen}
            size="small"
            type="text"
            className="fact-edit"
            icon={<EditOutlined />}
            aria-label={t('customer.detail.edit', { name: label })}
            onClick={() => {
              began.current = Number(customer.revision)
              setDraft(reveal.data?.value ?? (level === 'clear' ? (value ?? '') : ''))
            }}
          />
        )}
      </dd>
    </div>
  )
}
const REVEALED = new Set<Fact>(['phone', 'email', 'birthday', 'address'])
