import { DownloadOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Segmented } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Code, posterUrl, useBrandLogo } from '../queries'

const TEMPLATES = ['simple', 'card', 'story'] as const

export default function PosterDialog({ code, onClose }: { code: Code; onClose: () => void }) {
  const { t } = useTranslation()
  const [template, setTemplate] = useState<(typeof TEMPLATES)[number]>('simple')
  const [title, setTitle] = useState(code.name)
  const [subtitle, setSubtitle] = useState(t('acquire.posterSub'))
  const [footer, setFooter] = useState(t('acquire.posterFoot'))
  const v = useBrandLogo().data?.media_id || undefined
  const shown = useDeferredValue({ template, title, subtitle, footer, v })
  const url = posterUrl(code.id, shown)
  return (
    <Modal open width={720} title={t('acquire.poster')} onCancel={onClose} footer={null}>
      <div className="cols two">
        <Form layout="vertical">
          <Form.Item label={t('acquire.template')}>
            <Segmented
              aria-label={t('acquire.template')}
              value={template}
              onChange={setTemplate}
              options={TEMPLATES.map((value) => ({ value, label: t(`acquire.template_${value}`) }))}
            />
          </Form.Item>
          <Form.Item label={t('acquire.posterTitle')} htmlFor="poster-title">
            <Input id="poster-title" value={title} maxLength={40} onChange={(e) => setTitle(e.target.value)} />
          </Form.Item>
          <Form.Item label={t('acquire.posterSubtitle')} htmlFor="poster-sub">
            <Input id="poster-sub" value={subtitle} maxLength={60} onChange={(e) => setSubtitle(e.target.value)} />
          </Form.Item>
          <Form.Item label={t('acquire.posterFooter')} htmlFor="poster-foot">
            <Input id="poster-foot" value={footer} maxLength={60} onChange={(e) => setFooter(e.target.value)} />
          </Form.Item>
          <Button type="primary" icon={<DownloadOutlined />} href={url} download={`${code.name}.png`}>
            {t('acquire.downloadPoster')}
          </Button>
        </Form>
        <img className="poster" src={url} alt={t('acquire.posterOf', { name: code.name })} />
      </div>
    </Modal>
  )
}
