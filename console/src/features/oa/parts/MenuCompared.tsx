import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLang } from '@/i18n'
import { useFail } from '@/ui/Feedback'
import { listed, named } from '@/ui/format'
import { useCompareMenu } from '../queries'

/** The menu of the account beside ours, when asked for. */
export function MenuCompared({ account }: { account: string }) {
  const { t } = useTranslation()
  const lang = useLang()
  const fail = useFail()
  const compare = useCompareMenu(account)
  const diff = compare.data
  const names = (list: unknown) =>
    (list as { name: string; sub_button?: { name: string }[] }[]).map((b) => (
      <li key={b.name}>
        {b.sub_button?.length
          ? named(
              b.name,
              listed(
                b.sub_button.map((s) => s.name),
                lang,
              ),
              lang,
            )
          : b.name}
      </li>
    ))
  return (
    <>
      <Button loading={compare.isPending} onClick={() => compare.mutate(undefined, { onError: fail })}>
        {t('oa.compare')}
      </Button>
      {diff && (
        <Alert
          type={diff.is_same ? 'success' : 'warning'}
          showIcon
          title={t(diff.is_same ? 'oa.same' : diff.is_there ? 'oa.differs' : 'oa.noneThere')}
          description={
            !diff.is_same && (
              <div className="cols two">
                <div>
                  <b>{t('oa.onPlatform')}</b>
                  <ul>{names(diff.platform)}</ul>
                </div>
                <div>
                  <b>{t('oa.here')}</b>
                  <ul>{names(diff.ours)}</ul>
                </div>
              </div>
            )
          }
        />
      )}
    </>
  )
}
