import type { QueryAnswer, Value } from '../../types'

/** The 34 provincial divisions of China as tiles: where they lie, not their borders. */
export type Division = { zh: string; en: string; code: string; column: number; row: number }

const at = (zh: string, en: string, code: string, column: number, row: number): Division => ({
  zh,
  en,
  code,
  column,
  row,
})
export const DIVISIONS: Division[] = [
  at('黑龙江', 'Heilongjiang', 'HL', 9, 1),
  at('内蒙古', 'Inner Mongolia', 'NM', 6, 2),
  at('辽宁', 'Liaoning', 'LN', 8, 2),
  at('吉林', 'Jilin', 'JL', 9, 2),
  at('新疆', 'Xinjiang', 'XJ', 1, 3),
  at('甘肃', 'Gansu', 'GS', 3, 3),
  at('宁夏', 'Ningxia', 'NX', 4, 3),
  at('山西', 'Shanxi', 'SX', 5, 3),
  at('河北', 'Hebei', 'HE', 6, 3),
  at('北京', 'Beijing', 'BJ', 7, 3),
  at('天津', 'Tianjin', 'TJ', 8, 3),
  at('西藏', 'Tibet', 'XZ', 1, 4),
  at('青海', 'Qinghai', 'QH', 2, 4),
  at('陕西', 'Shaanxi', 'SN', 4, 4),
  at('河南', 'Henan', 'HA', 5, 4),
  at('山东', 'Shandong', 'SD', 7, 4),
  at('四川', 'Sichuan', 'SC', 3, 5),
  at('重庆', 'Chongqing', 'CQ', 4, 5),
  at('湖北', 'Hubei', 'HB', 5, 5),
  at('安徽', 'Anhui', 'AH', 6, 5),
  at('江苏', 'Jiangsu', 'JS', 7, 5),
  at('上海', 'Shanghai', 'SH', 8, 5),
  at('云南', 'Yunnan', 'YN', 3, 6),
  at('贵州', 'Guizhou', 'GZ', 4, 6),
  at('湖南', 'Hunan', 'HN', 5, 6),
  at('江西', 'Jiangxi', 'JX', 6, 6),
  at('浙江', 'Zhejiang', 'ZJ', 7, 6),
  at('广西', 'Guangxi', 'GX', 4, 7),
  at('广东', 'Guangdong', 'GD', 5, 7),
  at('福建', 'Fujian', 'FJ', 6, 7),
  at('台湾', 'Taiwan', 'TW', 8, 7),
  at('海南', 'Hainan', 'HI', 4, 8),
  at('澳门', 'Macao', 'MO', 5, 8),
  at('香港', 'Hong Kong', 'HK', 6, 8),
]

/** The division a value names, as 浙江, 浙江省, 浙江省 杭州市 or Zhejiang. */
export function divisionOf(value: string): Division | undefined {
  const text = value.trim()
  const lower = text.toLowerCase()
  return DIVISIONS.find((d) => text.startsWith(d.zh) || lower === d.en.toLowerCase())
}

/** What rows say of a division: without a value where several rows of it cannot be added up. */
export type Found = { value: number | null; rows: { raw: string; figure: Value }[] }

/** The figures of a column by the code of their division, and the rows that are of none. A row over all of them, as an
 * answer with subtotals has one, is neither. */
export function foundIn(answer: Pick<QueryAnswer, 'columns' | 'rows'>, column: string, isAdded: boolean) {
  const place = answer.columns.indexOf(column)
  const level = answer.columns.indexOf('level')
  const found = new Map<string, Found>()
  const others: Value[][] = []
  for (const row of answer.rows) {
    if (level >= 0 && Number(row[level]) !== 1) continue
    const raw = row[0] === null || row[0] === undefined ? null : String(row[0])
    const division = raw === null ? undefined : divisionOf(raw)
    if (raw === null || !division) {
      others.push([row[0] ?? null, row[place] ?? null])
      continue
    }
    const rows = [...(found.get(division.code)?.rows ?? []), { raw, figure: row[place] ?? null }]
    const value = rows.length > 1 && !isAdded ? null : rows.reduce((sum, r) => sum + Number(r.figure ?? 0), 0)
    found.set(division.code, { value, rows })
  }
  return { found, others }
}
