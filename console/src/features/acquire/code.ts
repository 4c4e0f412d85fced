import type { Schemas } from '@/api/client'
import { charCount } from '@/ui/format'
import type { Tone } from '@/ui/Page'
import type { Code, CodeInput } from './queries'

export const TONES: Record<Schemas['ChannelCodeRow']['state'], Tone> = {
  draft: 'off',
  syncing: 'busy',
  active: 'good',
  degraded: 'warn',
  paused: 'off',
  expired: 'off',
  failed: 'bad',
  deleted: 'off',
}
export const ALLOCATIONS = ['random', 'round_robin', 'weighted', 'least_loaded'] as const
export const REMARK_VARIABLES = ['客户昵称', '日期', '渠道'] as const
export const REMARK_MAX = 20

export const newCode: Partial<Code> = {
  allocation: 'random',
  staff: [],
  backup_staff_ids: [],
  slots: [],
  skip_verify: true,
  tag_ids: [],
  remark_pattern: '',
  welcome_mode: 'policy',
  welcome: { text: '', attachments: [] },
}

/** The remark as a customer of this name would get it, cut like the platform does. */
export function remarkPreview(
  pattern: string,
  sample: { name: string; date: string; channel: string },
): { text: string; cut: boolean } {
  const filled = pattern
    .replaceAll('{客户昵称}', sample.name)
    .replaceAll('{日期}', sample.date)
    .replaceAll('{渠道}', sample.channel)
  return { text: [...filled].slice(0, REMARK_MAX).join(''), cut: charCount(filled) > REMARK_MAX }
}

/** Only what the server takes; the rest of a code is its own. */
export function bodyOf(code: Partial<Code>): Omit<CodeInput, 'id' | 'revision'> {
  const shares = (list: Schemas['CodeStaff'][] | undefined) =>
    (list ?? []).map(({ staff_id, weight, daily_cap }) => ({ staff_id, weight, daily_cap }))
  return {
    name: code.name ?? '',
    group_id: code.group_id ?? null,
    medium: code.medium ?? null,
    allocation: code.allocation,
    staff: shares(code.staff),
    backup_staff_ids: code.backup_staff_ids ?? [],
    slots: (code.slots ?? []).map((s) => ({ ...s, staff: shares(s.staff) })),
    skip_verify: code.skip_verify ?? false,
    tag_ids: code.tag_ids ?? [],
    remark_pattern: code.remark_pattern || null,
    valid_from: code.valid_from ?? null,
    valid_until: code.valid_until ?? null,
    welcome_mode: code.welcome_mode,
    welcome: code.welcome_mode === 'own' ? (code.welcome ?? null) : null,
  }
}
