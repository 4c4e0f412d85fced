import { App, Button, Radio, Select, Table } from 'antd'
import { ApiError } from '@/api/client'
import { useIsViewing } from '@/api/me'
import { Conflict } from '@/ui/edit/Conflict'
import { useUnsaved } from '@/ui/edit/useUnsaved'
import { Await } from '@/ui/Feedback'
import { dateTime } from '@/ui/format'
import { Card, PageHead } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { type Kind, type PolicyDifference, usePolicyDraft } from './policyDraft'
import { type Policy, usePolicy, useSetPolicy } from './queries'
import { useSay } from './words'

type Act = Kind['verified']

/** From theirs to what is here. */
function Differences({ of: d }: { of: PolicyDifference }) {
  const { say, kind, acts, levels } = useSay()
  return (
    <ul className="plain-list differences">
      {d.likeness && (
        <li>
          {say('likeness')}: {levels[d.likeness.from]} → <b>{levels[d.likeness.to]}</b>
        </li>
      )}
      {d.acts.map((a) => (
        <li key={`${a.kind} ${a.of}`}>
          {kind(a.kind)} · {say(a.of === 'verified' ? 'whenVerified' : 'whenSaid')}: {acts[a.from]} →{' '}
          <b>{acts[a.to]}</b>
        </li>
      ))}
    </ul>
  )
}

type Props = { policy: Policy; refetch: () => Promise<{ error: unknown }> }

function Form({ policy, refetch }: Props) {
  const { say, kind, acts, levels } = useSay()
  const { message } = App.useApp()
  const set = useSetPolicy()
  const failed = useSaveFailed()
  const isViewing = useIsViewing()
  const edited = usePolicyDraft(policy, set.isPending)
  const { draft = policy, isChanged, theirs } = edited
  useUnsaved(isChanged)
  const change = (word: string, patch: Partial<Kind>) =>
    edited.change((now) => ({ ...now, kinds: now.kinds.map((k) => (k.kind === word ? { ...k, ...patch } : k)) }))
  const choose = (k: Kind, of: 'verified' | 'said', words: Act[]) => (
    <Select
      aria-label={`${kind(k.kind)} ${say(of === 'verified' ? 'whenVerified' : 'whenSaid')}`}
      value={k[of]}
      disabled={isViewing}
      onChange={(v) => change(k.kind, { [of]: v })}
      options={words.map((w) => ({ value: w, label: acts[w] }))}
      style={{ minWidth: 130 }}
    />
  )
  const save = () =>
    set.mutate(
      { revision: edited.revision ?? policy.revision, kinds: draft.kinds, likeness: draft.likeness },
      {
        onSuccess: (saved) => {
          edited.saved(saved, draft)
          void message.success(say('saved'))
        },
        onError: (e) => void refused(e),
      },
    )
  /** What somebody else saved first comes with the policy, and with it what is to be decided. */
  const refused = async (e: unknown) => {
    const latest = e instanceof ApiError && e.isConflict ? await refetch() : { error: e }
    if (latest.error) failed(latest.error)
  }
  return (
    <div className="stack">
      {theirs && (
        <Conflict onTake={edited.clear} onKeep={edited.keep}>
          <Differences of={theirs} />
        </Conflict>
      )}
      <Card title={say('likeness')}>
        <div className="stack">
          <p className="muted">{say('likenessHint')}</p>
          <Radio.Group
            value={draft.likeness}
            disabled={isViewing}
            onChange={(e) => {
              const likeness = e.target.value as Policy['likeness']
              edited.change((now) => ({ ...now, likeness }))
            }}
          >
            {(['off', 'careful', 'balanced', 'wide'] as const).map((level) => (
              <Radio key={level} value={level}>
                {levels[level]}
              </Radio>
            ))}
          </Radio.Group>
          {policy.searched_at && (
            <small className="muted">{say('searchedAt', { at: dateTime(policy.searched_at) })}</small>
          )}
        </div>
      </Card>
      <Card title={say('byKind')} flush>
        <Table<Kind>
          aria-label={say('policy')}
          size="middle"
          rowKey="kind"
          pagination={false}
          dataSource={draft.kinds}
          scroll={{ x: 560 }}
          columns={[
            {
              title: say('kind'),
              render: (_, k) => (
                <div className="stack tight" style={{ gap: 0 }}>
                  <span>{kind(k.kind)}</span>
                  <small className="muted">
                    {[k.is_anchor && say('anchor'), k.is_one && say('one')].filter(Boolean).join(' · ')}
                  </small>
                </div>
              ),
            },
            { title: say('whenVerified'), render: (_, k) => choose(k, 'verified', ['merge', 'ask', 'keep']) },
            { title: say('whenSaid'), render: (_, k) => choose(k, 'said', ['ask', 'keep']) },
          ]}
        />
      </Card>
      <div className="row">
        {!isViewing && (
          <Button type="primary" loading={set.isPending} disabled={!isChanged || theirs !== null} onClick={save}>
            {say('save')}
          </Button>
        )}
        <span className="muted">
          {policy.changed_at
            ? say('changedBy', { name: policy.changed_by_name || '—', at: dateTime(policy.changed_at) })
            : say('shipped')}
        </span>
      </div>
    </div>
  )
}

export default function PolicyPage() {
  const { say } = useSay()
  const policy = usePolicy()
  return (
    <div className="page">
      <PageHead title={say('policy')} sub={say('policyHint')} />
      <Await query={policy}>{policy.data && <Form policy={policy.data} refetch={policy.refetch} />}</Await>
    </div>
  )
}
