import type * as zh from './i18n.zh-CN'

export const job: typeof zh.job = {
  hint: 'Long work runs in the background and survives closing the page.',
  active: 'Running',
  none: 'No jobs yet',
  noneHint: 'Syncs, bulk creation and imports show their progress and result files here.',
  title: 'Job',
  progress: 'Progress',
  started: 'Started',
  ended: 'Ended',
  file: 'Result file',
  resume: 'Resume',
}
