export const job = {
  hint: '耗时的工作在后台进行，关闭页面也不会中断。',
  active: '进行中',
  none: '还没有后台任务',
  noneHint: '同步、批量创建、导入等工作会在这里显示进度与结果文件。',
  title: '任务',
  progress: '进度',
  started: '开始时间',
  ended: '结束时间',
  file: '结果文件',
  resume: '继续',
}
