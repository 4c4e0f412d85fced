import type { Kind } from './mapping'

/** A cell of the preview as people write it: what was paid on a day has no hour. */
export const cellText = (kind: Kind, field: string, cell: string): string =>
  kind === 'cost' && field === 'fields.day' ? cell.slice(0, 'yyyy-mm-dd'.length) : cell
