import { UploadOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Progress, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useFail } from '@/ui/Feedback'
import { uploadMedia, useMediaList } from './queries'

const ACCEPT: Record<string, string> = { image: 'image/png,image/jpeg', video: 'video/mp4', file: '*/*' }

type MediaProps = {
  kind: 'image' | 'video' | 'file'
  mediaId?: string | null
  name?: string | null
  onPick: (media: Schemas['Media']) => void
}

/** Upload with progress, or one that was uploaded before. */
export function MediaField({ kind, mediaId, name, onPick }: MediaProps) {
  const { t } = useTranslation()
  const fail = useFail()
  const client = useQueryClient()
  const list = useMediaList(kind, true)
  const [percent, setPercent] = useState<number | null>(null)
  const send = async (file: File) => {
    setPercent(0)
    try {
      onPick(await uploadMedia(file, setPercent))
      void client.invalidateQueries({ queryKey: ['media'] }) // the next card is offered it
    } catch (error) {
      fail(error)
    }
    setPercent(null)
  }
  const recent = (list.data?.items ?? []).slice(0, 6)
  return (
    <div className="stack tight">
      <div className="row">
        <Upload
          accept={ACCEPT[kind]}
          showUploadList={false}
          beforeUpload={(file) => {
            void send(file)
            return false
          }}
        >
          <Button icon={<UploadOutlined />} loading={percent !== null}>
            {mediaId ? t('pick.replaceFile') : t('pick.chooseFile')}
          </Button>
        </Upload>
        <span className="muted">{mediaId ? (name ?? t('pick.chosen')) : t(`pick.limit_${kind}`)}</span>
      </div>
      {percent !== null && <Progress percent={percent} size="small" aria-label={t('pick.chooseFile')} />}
      {recent.length > 0 && (
        <div className="row">
          <span className="muted">{t('pick.recent')}</span>
          {recent.map((m) => (
            <Button key={m.id} size="small" type={m.id === mediaId ? 'primary' : 'default'} onClick={() => onPick(m)}>
              <span className="ellipsis" style={{ maxWidth: 110 }}>
                {m.name}
              </span>
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
