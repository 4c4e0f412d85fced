import { App, Button, type FormInstance } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/client'
import { reasonText } from '@/i18n'
import { useFail } from './Feedback'

/** "slots[2].staff[0].weight" as the path of a form field. */
export const fieldPath = (field: string): (string | number)[] =>
  field
    .split('.')
    .flatMap((part) => part.split(/[[\]]/).filter(Boolean))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))

/** Puts the server's field errors under their fields; false when there were none. */
export function showFieldErrors(form: FormInstance, error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  const all = error.errors.length > 0 ? error.errors : error.field ? [{ field: error.field, reason: error.reason }] : []
  const known = all.filter(
    (e) =>
      form.getFieldInstance(fieldPath(e.field) as never) !== undefined ||
      form.getFieldValue(fieldPath(e.field)) !== undefined,
  )
  if (known.length === 0) return false
  form.setFields(known.map((e) => ({ name: fieldPath(e.field) as never, errors: [reasonText(e.reason)] })))
  form.scrollToField(fieldPath(known[0]!.field) as never, { focus: true, block: 'center' })
  return true
}

/** How a failed save is told: under the fields, as a conflict to decide, or as a notice.  Who decides nothing goes on
 * editing what is here, on what it was begun on. */
export function useSaveFailed(): (
  error: unknown,
  form?: FormInstance,
  conflict?: { reload: () => void; overwrite?: () => void },
) => void {
  const fail = useFail()
  const { modal } = App.useApp()
  const { t } = useTranslation()
  return (error, form, conflict) => {
    if (error instanceof ApiError && error.isConflict && conflict) {
      const { destroy } = modal.confirm({
        title: t('common.conflictTitle'),
        content: t('common.conflictText'),
        okText: t('common.conflictReload'),
        onOk: conflict.reload,
        cancelText: t('common.unsavedStay'),
        focusable: { autoFocusButton: 'cancel' },
        footer: (_, { OkBtn, CancelBtn }) => (
          <div className="row end">
            <CancelBtn />
            {conflict.overwrite && (
              <Button
                danger
                onClick={() => {
                  destroy()
                  conflict.overwrite?.()
                }}
              >
                {t('common.conflictOverwrite')}
              </Button>
            )}
            <OkBtn />
          </div>
        ),
        width: 560,
      })
      return
    }
    if (form && showFieldErrors(form, error)) return
    fail(error)
  }
}
