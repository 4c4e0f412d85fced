import { useLang } from '@/i18n'
import { useNames } from '../../show'
import { useGoalTexts } from '../../tile/goalTexts'
import type { Goal } from '../../types'

const TONES = {
  waiting: 'off',
  on_pace: 'good',
  behind: 'bad',
  reached: 'good',
  missed: 'bad',
  unknown: 'off',
} as const
export const scaleOf = (unit: string) => (unit === 'share' ? 10_000 : 1)

/** How far a target is reached, and how far it is to be by now. */
export function GoalBar({ goal, column }: { goal: Goal; column: string }) {
  const w = useGoalTexts()
  const lang = useLang()
  const names = useNames()
  const scale = scaleOf(names.unit(column))
  const share = goal.actual_den === 0 || goal.value === 0 ? 0 : goal.actual_num / goal.actual_den / (goal.value / scale)
  const due = goal.value === 0 ? 0 : Math.min(1, goal.expected / goal.value)
  const percent = goal.actual_den === 0 ? '—' : `${(share * 100).toLocaleString(lang, { maximumFractionDigits: 1 })}%`
  const number = (v: number) => names.figure(v, column)
  const actual = goal.actual_den === 0 ? '—' : number(goal.actual_num / goal.actual_den)
  const whose = [goal.owner_name, goal.scene].filter(Boolean).join(' · ')
  const value = number(goal.value / scale)
  const dueNow = w.due(number(goal.expected / scale))
  const told = [w.period(goal.from_on, goal.to_on, whose), w.reached(actual, value, percent, goal.is_ceiling), dueNow]
  return (
    <div className="goal" title={told.join('\n')}>
      <div
        className={`goal-bar ${TONES[goal.state]}`}
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, Math.round(share * 100))}
        aria-label={w.progress(percent)}
      >
        <span style={{ width: `${Math.min(100, share * 100)}%` }} />
        <i style={{ left: `${due * 100}%` }} />
      </div>
      <div className="figure-note goal-line">
        <b className={`goal-state ${TONES[goal.state]}`}>{w.stateOf[goal.state]}</b>
        <span>{w.share(percent, value, goal.is_ceiling)}</span>
        <span>{dueNow}</span>
      </div>
    </div>
  )
}
