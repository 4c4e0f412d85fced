import { DownloadOutlined } from '@ant-design/icons'
import { Button, QRCode } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

/** What a printer needs of a square; shown smaller. */
const PIXELS = 960

/** A QR code to scan from the screen or to print: black on white in the dark, too, as cameras want it. */
export function QrPicture({ name, link }: { name: string; link: string }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const save = () => {
    const canvas = box.current?.querySelector('canvas')
    if (!canvas) return
    const a = document.createElement('a')
    a.href = canvas.toDataURL('image/png')
    a.download = `${name}.png`
    a.click()
  }
  return (
    <div className="qr-picture" ref={box}>
      <QRCode value={link} size={PIXELS} color="#000" bgColor="#fff" marginSize={2} aria-label={name} />
      <Button icon={<DownloadOutlined />} onClick={save}>
        {t('common.download')}
      </Button>
    </div>
  )
}
