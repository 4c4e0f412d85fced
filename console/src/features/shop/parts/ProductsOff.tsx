import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useFail } from '@/ui/Feedback'
import { lacksProducts, optionsOf } from '../options'
import { type Shop, useSaveShop } from '../queries'

/** An app without the right to products spoils the health of a shop whose orders come in: says so, and what can be done. */
export function ProductsOff({ shop: s }: { shop: Shop }) {
  const { t } = useTranslation()
  const fail = useFail()
  const save = useSaveShop()
  const can = useCan()
  const isOff = optionsOf(s).products === 'off'
  if (!s.can_pull || (!isOff && !lacksProducts(s))) return null
  const set = (products: 'on' | 'off') =>
    save.mutate({ id: s.id, revision: s.revision, options: { ...optionsOf(s), products } }, { onError: fail })
  return (
    <Alert
      type={isOff ? 'info' : 'warning'}
      showIcon
      title={t(isOff ? 'shop.productsAreOff' : 'shop.lacksProducts')}
      description={isOff ? undefined : t('shop.lacksProductsHint')}
      action={
        can('shop.write') && (
          <Button size="small" loading={save.isPending} onClick={() => set(isOff ? 'on' : 'off')}>
            {t(isOff ? 'shop.turnProductsOn' : 'shop.turnProductsOff')}
          </Button>
        )
      }
    />
  )
}
