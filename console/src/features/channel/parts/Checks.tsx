import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled, MinusCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { reasonText, useWord } from '@/i18n'

const ICONS: Record<Schemas['Check']['state'], ReactNode> = {
  ok: <CheckCircleFilled className="good" />,
  failed: <CloseCircleFilled className="bad" />,
  skipped: <MinusCircleOutlined className="muted" />,
  waiting: <ClockCircleOutlined className="warn" />,
}

/** Each check in plain words, with what to do when it failed. */
export function Checks({ checks }: { checks: Schemas['Check'][] }) {
  const { t } = useTranslation()
  const word = useWord()
  const hints = t('channel.fix', { returnObjects: true }) as Record<string, string>
  /** What to do follows from what the platform said, not from what was asked of it. */
  const hintOf = (reason: string | null | undefined) => hints[reason?.replace(/^connection\./, '') ?? '']
  return (
    <ul className="steps-list">
      {checks.map((c) => (
        <li key={c.step}>
          <span style={{ marginTop: 2 }} aria-hidden>
            {ICONS[c.state]}
          </span>
          <div className="grow stack tight" style={{ gap: 0 }}>
            <span>
              {word('check_step', c.step)} <small className="muted">{word('check_state', c.state)}</small>
            </span>
            {c.state === 'failed' && (
              <>
                <span className="bad">{reasonText(c.reason)}</span>
                {hintOf(c.reason) && <small className="muted">{hintOf(c.reason)}</small>}
                {c.errcode ? (
                  <small className="muted mono">
                    {t('channel.errcode', { code: c.errcode, text: c.errmsg ?? '' })}
                  </small>
                ) : null}
              </>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
