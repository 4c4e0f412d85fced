import { App, Button, Radio, Select, Table } from 'antd'
import { useState } from 'react'
import { useIsViewing } from '@/api/me'
import { Await } from '@/ui/Feedback'
import { dateTime } from '@/ui/format'
import { Card, PageHead } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { type Policy, usePolicy, useSetPolicy } from './queries'
import { useSay } from './words'

type Kind = Policy['kinds'][number]
type Act = Kind['verified']

function Form({ policy }: { policy: Policy }) {
  const { say, kind, acts, levels } = useSay()
  const { message } = App.useApp()
  const set = useSetPolicy()
  const failed = useSaveFailed()
  const isViewing = useIsViewing()
  const [kinds, setKinds] = useState(policy.kinds)
  const [likeness, setLikeness] = useState(policy.likeness)
  const change = (word: string, patch: Partial<Kind>) =>
    setKinds(kinds.map((k) => (k.kind === word ? { ...k, ...patch } : k)))
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
      { revision: policy.revision, kinds, likeness },
      { onSuccess: () => void message.success(say('saved')), onError: (error) => failed(error) },
    )
  return (
    <div className="stack">
      <Card title={say('likeness')}>
        <div className="stack">
          <p className="muted">{say('likenessHint')}</p>
          <Radio.Group
            value={likeness}
            disabled={isViewing}
            onChange={(e) => setLikeness(e.target.value as Policy['likeness'])}
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
          dataSource={kinds}
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
          <Button type="primary" loading={set.isPending} onClick={save}>
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
      <PageHead title={say('policy')} />
      <p className="muted">{say('policyHint')}</p>
      <Await query={policy}>{policy.data && <Form key={policy.data.revision} policy={policy.data} />}</Await>
    </div>
  )
}
