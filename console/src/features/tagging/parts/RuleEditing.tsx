import { useState } from 'react'
import { useRevision } from '@/ui/edit/useRevision'
import { useSaveFailed } from '@/ui/save'
import { type Dictionary, type DictionaryDocument, type DictionaryRule, useSaveDraft } from '../queries'
import { RuleModal } from './RuleModal'

/** Rules with one of them as it is now. */
const withRule = (draft: DictionaryDocument, one: DictionaryRule): DictionaryDocument => ({
  ...draft,
  rules: draft.rules.some((r) => r.id === one.id)
    ? draft.rules.map((r) => (r.id === one.id ? one : r))
    : [...draft.rules, one],
})

type Props = {
  rule: DictionaryRule
  dictionary: Dictionary
  refetch: () => Promise<{ data?: Dictionary; error?: unknown }>
  onClose: () => void
}

/** A rule, changed on the draft it was opened on: what somebody else saves meanwhile is not overwritten unseen. */
export function RuleEditing({ rule, dictionary, refetch, onClose }: Props) {
  const failed = useSaveFailed()
  const save = useSaveDraft()
  const [revision, conflict] = useRevision(dictionary, refetch)
  const [began, setBegan] = useState({ draft: dictionary.draft, rule })
  const take = ({ draft }: Dictionary) => {
    const theirs = draft.rules.find((r) => r.id === rule.id)
    if (theirs) setBegan({ draft, rule: theirs })
    else onClose()
  }
  const store = (one: DictionaryRule, draft: DictionaryDocument): void =>
    save.mutate(
      { revision: revision.current ?? dictionary.revision, body: withRule(draft, one) },
      {
        onSuccess: onClose,
        onError: (e) =>
          failed(
            e,
            undefined,
            conflict(take, (latest) => store(one, latest.draft)),
          ),
      },
    )
  return (
    <RuleModal
      key={JSON.stringify(began.rule)}
      rule={began.rule}
      isNew={!began.draft.rules.some((r) => r.id === rule.id)}
      fields={began.draft.fields}
      busy={save.isPending}
      onClose={onClose}
      onSave={(one) => store(one, began.draft)}
    />
  )
}
