import type { FormInstance } from 'antd'
import { useState } from 'react'
import { isAlike } from './isAlike'
import { type Held, type Unsaved, useUnsaved } from './useUnsaved'

type TypedForm<V> = Pick<Unsaved, 'leave'> & {
  /** These are stored, or another's were taken: what differs from them is still to be saved. */
  settled: (values: Partial<V>) => void
}

/** A form that is left with a question as long as its fields differ from those it was begun with, which what is read
 * again meanwhile does not move; put back, they do not differ.  `isOther`: so does what is changed beside its fields. */
export function useTypedForm<V extends object>(
  form: FormInstance<V>,
  first: Partial<V>,
  { isOther = false, ...held }: Held & { isOther?: boolean } = {},
): TypedForm<V> {
  const [began, setBegan] = useState(first)
  const { leave, settled } = useUnsaved(() => isOther || !isAlike(form.getFieldsValue(true), began), held)
  return {
    leave,
    settled: (stored) => {
      setBegan((was) => ({ ...was, ...stored }))
      settled()
    },
  }
}
