import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { FIELDS, type Platform } from '../platforms'

type Props = { platform: Platform; isNew: boolean }

/** What the platform wants to be given; in a change what stays empty stays as it is. */
export function ShopFields({ platform, isNew }: Props) {
  const { t } = useTranslation()
  const fields = FIELDS[platform].filter((f) => isNew || f !== 'shop_no')
  return (
    <>
      <Form.Item name="name" label={t('common.name')} rules={[{ max: 60 }]}>
        <Input placeholder={t('shop.nameExample')} />
      </Form.Item>
      {fields.map((f) => {
        const isSecret = f === 'app_secret' || f === 'access_token'
        const name = t(`shop.field_${f}`)
        return (
          <Form.Item
            key={f}
            name={f}
            label={name}
            extra={isSecret && !isNew ? t('shop.keepSecret') : t(`shop.hint_${f}`)}
            rules={isNew ? [{ required: true, message: t('common.required', { name }) }] : []}
          >
            {isSecret ? <Input.Password autoComplete="off" /> : <Input />}
          </Form.Item>
        )
      })}
      {platform !== 'generic' && (
        <Form.Item
          name="base_url"
          label={`${t('shop.baseUrl')} (${t('common.optional')})`}
          extra={t('shop.baseUrlHint')}
        >
          <Input />
        </Form.Item>
      )}
    </>
  )
}
