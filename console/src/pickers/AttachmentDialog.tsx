import { UploadOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Progress, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useWord } from '@/i18n'
import { useFail } from '@/ui/Feedback'
import type { Attachment } from './message'
import { uploadMedia, useMediaList } from './queries'

const ACCEPT: Record<string, string> = { image: 'image/png,image/jpeg', video: 'video/mp4', file: '*/*' }

type MediaProps = {
  kind: 'image' | 'video' | 'file'
  mediaId?: string | null
  name?: string | null
  onPick: (media: Schemas['Media']) => void
}

/** Upload with progress, or one that was uploaded before. */
function MediaField({ kind, mediaId, name, onPick }: MediaProps) {
  const { t } = useTranslation()
  const fail = useFail()
  const list = useMediaList(kind, true)
  const [percent, setPercent] = useState<number | null>(null)
  const send = async (file: File) => {
    setPercent(0)
    try {
      onPick(await uploadMedia(file, setPercent))
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

export function AttachmentDialog(props: { draft: Attachment; onSave: (a: Attachment) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const word = useWord()
  const [form] = Form.useForm<Attachment>()
  const [media, setMedia] = useState(props.draft)
  const { kind } = props.draft
  const isMedia = kind === 'image' || kind === 'video' || kind === 'file'
  const need = (name: string) => [{ required: true, message: t('common.required', { name }) }]
  return (
    <Modal
      open
      title={word('attachment', kind)}
      onCancel={props.onClose}
      okText={t('common.ok')}
      okButtonProps={{ disabled: isMedia && !media.media_id }}
      onOk={form.submit}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={props.draft}
        onFinish={(values) => props.onSave({ ...media, ...values })}
      >
        {isMedia && (
          <MediaField
            kind={kind}
            mediaId={media.media_id}
            name={media.title}
            onPick={(m) => setMedia({ ...media, media_id: m.id, media_url: m.url, title: m.name })}
          />
        )}
        {!isMedia && (
          <>
            <Form.Item name="title" label={t('pick.title')} rules={need(t('pick.title'))}>
              <Input maxLength={64} />
            </Form.Item>
            {kind === 'link' && (
              <>
                <Form.Item
                  name="url"
                  label={t('pick.url')}
                  rules={[...need(t('pick.url')), { type: 'url', message: t('pick.urlWrong') }]}
                >
                  <Input placeholder="https://" />
                </Form.Item>
                <Form.Item name="description" label={t('pick.description')}>
                  <Input maxLength={170} />
                </Form.Item>
              </>
            )}
            {kind === 'mini_program' && (
              <>
                <Form.Item name="app_id" label={t('pick.appId')} rules={need(t('pick.appId'))}>
                  <Input placeholder="wx…" />
                </Form.Item>
                <Form.Item name="page" label={t('pick.page')} rules={need(t('pick.page'))}>
                  <Input placeholder="pages/index/index" />
                </Form.Item>
              </>
            )}
            <Form.Item label={t('pick.cover')} required={kind === 'mini_program'}>
              <MediaField
                kind="image"
                mediaId={media.cover_media_id}
                onPick={(m) => setMedia({ ...media, cover_media_id: m.id, media_url: m.url })}
              />
            </Form.Item>
          </>
        )}
      </Form>
    </Modal>
  )
}
