import { Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWord } from '@/i18n'
import { MediaField } from './MediaField'
import type { Attachment } from './message'

export default function AttachmentDialog(props: {
  draft: Attachment
  onSave: (a: Attachment) => void
  onClose: () => void
}) {
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
