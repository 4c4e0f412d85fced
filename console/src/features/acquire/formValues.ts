import dayjs, { type Dayjs } from 'dayjs'
import { emptyMessage } from '@/pickers/message'
import { momentOf, wallOf } from '@/ui/format'
import type { Code } from './queries'

/** What the form of a code holds: its validity as what a calendar shows. */
export type Values = Partial<Code> & { validity?: [Dayjs | null, Dayjs | null] | null }

export const valuesOf = (code: Partial<Code>): Values => ({
  ...code,
  welcome: code.welcome ?? emptyMessage,
  validity:
    code.valid_from || code.valid_until
      ? ([code.valid_from, code.valid_until].map((at) => (at ? dayjs(wallOf(at)) : null)) as [
          Dayjs | null,
          Dayjs | null,
        ])
      : null,
})

export const momentsOf = (validity: Values['validity']) => ({
  valid_from: validity?.[0] ? momentOf(validity[0]) : null,
  valid_until: validity?.[1] ? momentOf(validity[1]) : null,
})

/** What a draft keeps: dates as the server writes them. */
export const keptOf = ({ validity, ...rest }: Values): Partial<Code> => ({
  ...rest,
  ...momentsOf(validity),
})
