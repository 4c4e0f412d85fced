import type { Kind } from './mapping'

/** A cell of the preview as people write it: what was paid on a day, or in a month, has no hour. */
export const cellText = (kind: Kind, field: string, cell: string): string =>
  kind === 'cost' && (field === 'day' || field === 'month')
    ? cell.replace(/^(\d{4}-\d\d-\d\d) \d\d:\d\d:\d\d$/, '$1')
    : cell
