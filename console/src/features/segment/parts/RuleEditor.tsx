import { Button, Input } from 'antd'
import { useState } from 'react'
import { RuleBuilder } from '@/pickers/rule/RuleBuilder'
import { conditionsOf, ruleOf } from '@/pickers/rule/rule'
import { Await } from '@/ui/Feedback'
import { useSegments, useSegmentWords } from '../queries'
import { useTexts } from './texts'

/** The rule as conditions to click together, or as its text. */
export default function RuleEditor(props: { rule: string; own?: string; onChange: (rule: string) => void }) {
  const w = useTexts()
  const words = useSegmentWords()
  const segments = useSegments()
  const [asText, setAsText] = useState(() => conditionsOf(props.rule) === null)
  const conditions = conditionsOf(props.rule)
  if (!words.data)
    return (
      <Await query={words} rows={3}>
        {null}
      </Await>
    )
  const others = (segments.data?.items ?? []).filter((s) => s.id !== props.own)
  return (
    <div className="stack tight">
      {asText || !conditions ? (
        <>
          {!conditions && <small className="muted">{w.textHint}</small>}
          <Input.TextArea
            aria-label={w.asText}
            className="mono"
            autoSize={{ minRows: 6, maxRows: 20 }}
            value={props.rule}
            onChange={(e) => props.onChange(e.target.value)}
          />
        </>
      ) : (
        <RuleBuilder
          words={words.data}
          value={conditions}
          onChange={(next) => props.onChange(ruleOf(next))}
          extra={{ relations: true, groups: true, segments: others }}
        />
      )}
      <div>
        <Button size="small" type="link" disabled={asText && !conditions} onClick={() => setAsText(!asText)}>
          {asText ? w.useBuilder : w.useText}
        </Button>
      </div>
    </div>
  )
}
