import type { Lang } from '@/i18n'

const zh = {
  added: '期内新建立的好友关系（不含转接）＝ 新客户 ＋ 再次添加。',
  new_people: '新增好友中，客户与品牌建立的首个好友关系。',
  lost: '期内结束的好友关系（不含转接）：客户删除、员工删除，或系统核对时已不存在（如员工离职后未继承）。',
  net: '新增 ＋ 转入 − 流失 − 转出，恰等于好友关系数的变化。',
  churned: '期内失去最后一个有效关系的客户（不含转接）。加了两名员工只删其一：流失好友 +1，流失客户 +0。',
  churn_rate: '流失客户 ÷（期初客户数 ＋ 期内加入客户）。没有分母时显示“—”。',
  people_after: '期末至少有一个有效好友关系的客户，去重。',
  retention:
    '同期群（按人去重，不含转接）中，添加后第 n 天结束时仍有有效关系的客户占比；第 0 天为当天。按时间、活码、来源：与品牌任一员工；按员工、门店、区域、部门：与该员工或该组织。转接在途至多 3 天视为仍在。',
  series: '柱向上为新增好友，向下为流失好友，线为净增。点击柱子查看名单；拖动下方滑块放大。',
  breakdown:
    '员工按当前所属门店与部门归属；部门、区域含下级，员工属多个部门时各计一次，合计只计一次。流失记在关系的来源活码与添加方式上。',
}

export type Def = keyof typeof zh

/** What the figures mean, in the words of docs/metrics.md; with the page, not with the shell. */
export const DEFS: Record<Lang, Record<Def, string>> = {
  'zh-CN': zh,
  'en-US': {
    added: 'Relations that began in the period, not by handover: new customers + added again.',
    new_people: 'Of the relations added, the first one a person ever had with the brand.',
    lost: 'Relations that ended in the period, not by handover: deleted by the customer, by the member of staff, or found gone by the system (for instance after a member left).',
    net: 'Added + handed in − lost − handed out. It is exactly what the open relations changed by.',
    churned:
      'Persons whose last open relation ended in the period, not by handover. Losing one of two members is a lost relation, but no churned person.',
    churn_rate: 'Churned ÷ (customers at the start + joined). “—” when there is nothing to divide by.',
    people_after: 'Persons with at least one open relation at the end of the period, each once.',
    retention:
      'Of the persons of the cohort (each once, handovers do not count), the share with an open relation at the end of the n-th day after being added; day 0 is the day itself. By time, code or source: with anybody. By staff, store, region or department: with that one. On the way from one member to the next, at most 3 days count as still there.',
    series:
      'Bars up are relations added, bars down relations lost, the line is net. Click a bar for the people; drag the slider below to zoom.',
    breakdown:
      'A member of staff counts where he works today. Departments and regions contain those below them; a member in two departments counts once in each, in the total once. A loss counts at the code and the way the relation came by.',
  },
}
