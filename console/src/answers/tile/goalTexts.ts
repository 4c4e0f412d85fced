import { useLang } from '@/i18n'

/** Words beside a target. */
const zh = {
  reached: (actual: string, value: string, percent: string, isCeiling: boolean) =>
    `${isCeiling ? '上限' : '目标'} ${value}，已${isCeiling ? '用' : '达'} ${actual}（${percent}）`,
  share: (percent: string, value: string, isCeiling: boolean) => `${isCeiling ? '上限' : '目标'} ${value} · ${percent}`,
  due: (n: string) => `应达 ${n}`,
  progress: (percent: string) => `目标完成 ${percent}`,
  period: (from: string, to: string, whose: string) => `目标${whose ? `（${whose}）` : ''}：${from} 至 ${to}`,
  line: '目标（均摊）',
  stateOf: {
    waiting: '未开始',
    on_pace: '进度正常',
    behind: '落后',
    reached: '已达成',
    missed: '未达成',
    unknown: '无法计算',
  },
}
const en: typeof zh = {
  reached: (actual, value, percent, isCeiling) => `${actual} of ${isCeiling ? 'at most ' : ''}${value} (${percent})`,
  share: (percent, value, isCeiling) => `${percent} of ${isCeiling ? 'at most ' : ''}${value}`,
  due: (n) => `due ${n}`,
  progress: (percent) => `${percent} of the target`,
  period: (from, to, whose) => `Target${whose ? ` (${whose})` : ''}: ${from} to ${to}`,
  line: 'Target (even)',
  stateOf: {
    waiting: 'not started',
    on_pace: 'on pace',
    behind: 'behind',
    reached: 'reached',
    missed: 'missed',
    unknown: 'unknown',
  },
}
export const useGoalTexts = () => (useLang() === 'en-US' ? en : zh)
