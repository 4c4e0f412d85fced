import { DownloadOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { reasonText } from '@/i18n'
import { CopyButton } from '@/ui/Feedback'
import { KeyDropdown } from '@/ui/page/KeyDropdown'
import { lazy } from '@/ui/page/lazy'
import { type Code, qrUrl, useBrandLogo } from '../queries'

const LogoDialog = lazy(() => import('./LogoDialog'))

/** The QR code and its files: SVG, PNG in sizes, and for print. */
export function QrPanel({ code }: { code: Code }) {
  const { t } = useTranslation()
  const [withLogo, setWithLogo] = useState(true)
  const [isChoosing, setChoosing] = useState(false)
  const can = useCan()
  const brand = useBrandLogo()
  const mark = { logo: withLogo ? 1 : 0, v: (withLogo && brand.data?.media_id) || undefined } as const
  if (!code.qr_url)
    return (
      <div className="stack" style={{ alignItems: 'center' }}>
        <div
          className="qr muted"
          style={{ display: 'grid', placeItems: 'center', textAlign: 'center', background: 'var(--ground)' }}
        >
          {code.sync_reason ? reasonText(code.sync_reason) : t('acquire.noQr')}
        </div>
      </div>
    )
  // Until the platform's picture is read there is nothing to draw from: the picture itself scans, too.
  const shown = code.link ? qrUrl(code.id, { format: 'svg', ...mark }) : qrUrl(code.id, { format: 'png', size: 512 })
  const files = [
    { key: 'svg', label: t('acquire.fileSvg'), href: qrUrl(code.id, { format: 'svg', ...mark }) },
    {
      key: '512',
      label: t('acquire.filePng', { n: 512 }),
      href: qrUrl(code.id, { format: 'png', size: 512, ...mark }),
    },
    {
      key: '1024',
      label: t('acquire.filePng', { n: 1024 }),
      href: qrUrl(code.id, { format: 'png', size: 1024, ...mark }),
    },
    { key: 'print', label: t('acquire.filePrint'), href: qrUrl(code.id, { format: 'png', print: 1, ...mark }) },
  ]
  return (
    <div className="stack" style={{ alignItems: 'center' }}>
      <img className="qr" src={shown} alt={t('acquire.qrOf', { name: code.name })} />
      <div className="row">
        <Checkbox checked={withLogo} onChange={(e) => setWithLogo(e.target.checked)}>
          {t('acquire.withLogo')}
        </Checkbox>
        {can('org.write') && can('content.write') && (
          <Button type="link" size="small" onClick={() => setChoosing(true)}>
            {t('acquire.chooseLogo')}
          </Button>
        )}
      </div>
      <Suspense>{isChoosing && <LogoDialog onClose={() => setChoosing(false)} />}</Suspense>
      <KeyDropdown
        menu={{
          items: files.map((f) => ({
            key: f.key,
            label: (
              <a href={f.href} download={`${code.name}.${f.key === 'svg' ? 'svg' : 'png'}`}>
                {f.label}
              </a>
            ),
          })),
        }}
      >
        <Button icon={<DownloadOutlined />}>{t('acquire.downloadQr')}</Button>
      </KeyDropdown>
      <span className="row muted mono" style={{ fontSize: 12 }}>
        {t('acquire.token')} {code.token}
        <CopyButton text={code.link || code.qr_url} name={t('acquire.link')} />
      </span>
    </div>
  )
}
