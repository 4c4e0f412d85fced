import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { CodeSelect } from '@/pickers/code/CodeSelect'
import { MediaField } from '@/pickers/MediaField'
import { useTypedForm } from '@/ui/edit/useTypedForm'
import { type Bubble, PhoneFrame } from '@/ui/PhoneFrame'
import { useSaveFailed } from '@/ui/save'
import { type Part, type Reply, type ReplyInput, useSaveReply } from '../queries'

const OCCASIONS = ['follow', 'keyword', 'default', 'menu'] as const
const PARTS = ['text', 'image', 'link', 'code'] as const

function PartFields({ at }: { at: number }) {
  const { t } = useTranslation()
  const form = Form.useFormInstance<ReplyInput>()
  const kind = Form.useWatch(['messages', at, 'kind'], form) as Part['kind'] | undefined
  const media = Form.useWatch(['messages', at, 'media_id'], { form, preserve: true }) as string | undefined
  if (kind === 'image')
    return (
      <Form.Item name={[at, 'media_id']} rules={[{ required: true }]}>
        <MediaField
          kind="image"
          mediaId={media}
          onPick={(m) => form.setFieldValue(['messages', at, 'media_id'], m.id)}
        />
      </Form.Item>
    )
  return (
    <>
      {kind === 'code' && (
        <Form.Item name={[at, 'channel_code_id']} label={t('oa.code')} rules={[{ required: true }]}>
          <CodeSelect label={t('oa.code')} />
        </Form.Item>
      )}
      <Form.Item
        name={[at, 'text']}
        label={t(kind === 'text' ? 'oa.part_text' : 'oa.title')}
        rules={kind === 'code' ? [] : [{ required: true }]}
      >
        {kind === 'text' ? <Input.TextArea rows={3} maxLength={600} /> : <Input maxLength={60} />}
      </Form.Item>
      {kind === 'link' && (
        <>
          <Form.Item name={[at, 'url']} label={t('oa.url')} rules={[{ required: true, pattern: /^https?:\/\// }]}>
            <Input placeholder="https://" />
          </Form.Item>
          <Form.Item name={[at, 'description']} label={t('oa.description')}>
            <Input maxLength={120} />
          </Form.Item>
          <Form.Item name={[at, 'picture_url']} label={t('oa.picture')}>
            <Input placeholder="https://" />
          </Form.Item>
        </>
      )}
    </>
  )
}

const NEW: Partial<ReplyInput> = { occasion: 'follow', is_on: true, messages: [{ kind: 'text' }] }

const bubbleOf = (part: Partial<Part>, code: string): Bubble => {
  if (part.kind === 'image') return { kind: 'image', url: part.media_id ? `/api/media/${part.media_id}/file` : null }
  if (part.kind === 'link' || part.kind === 'code')
    return { kind: 'link', title: part.text || code, note: part.description ?? '' }
  return { kind: 'text', text: part.text ?? '' }
}

export default function ReplyDialog({
  account,
  reply,
  onClose,
}: {
  account: string
  reply?: Reply
  onClose: () => void
}) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const save = useSaveReply(account)
  const [form] = Form.useForm<ReplyInput>()
  const first = reply ?? NEW
  const { leave } = useTypedForm(form, first)
  const occasion = Form.useWatch('occasion', form)
  const messages = (Form.useWatch('messages', form) ?? []) as Partial<Part>[]
  const needsWords = occasion === 'keyword' || occasion === 'menu'
  return (
    <Modal
      open
      width={860}
      title={t(reply ? 'oa.editReply' : 'oa.newReply')}
      onCancel={() => leave(onClose)}
      onOk={form.submit}
      okText={t('common.save')}
      confirmLoading={save.isPending}
    >
      <div className="cols two">
        <Form
          form={form}
          layout="vertical"
          initialValues={first}
          onFinish={(values) =>
            save.mutate(
              { ...values, is_on: values.is_on ?? false, id: reply?.id, revision: reply?.revision },
              { onSuccess: onClose, onError: (e) => failed(e, form) },
            )
          }
        >
          <Form.Item name="name" label={t('oa.name')} rules={[{ required: true, max: 60 }]}>
            <Input autoFocus />
          </Form.Item>
          <Form.Item name="occasion" label={t('oa.occasion')}>
            <Select options={OCCASIONS.map((o) => ({ value: o, label: t(`oa.on_${o}`) }))} />
          </Form.Item>
          {needsWords && (
            <Form.Item
              name="keywords"
              label={t(occasion === 'menu' ? 'oa.keys' : 'oa.keywords')}
              rules={[{ required: true }]}
            >
              <Select mode="tags" open={false} suffixIcon={null} />
            </Form.Item>
          )}
          {occasion === 'keyword' && (
            <Form.Item name="is_exact" label={t('oa.exact')} valuePropName="checked">
              <Switch />
            </Form.Item>
          )}
          <Form.Item name="is_on" label={t('oa.on')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <p className="muted">{t('oa.contentHint')}</p>
          <Form.List name="messages">
            {(fields, { add, remove }) => (
              <div className="stack">
                {fields.map(({ key, name }) => (
                  <div key={key} className="stack tight">
                    <div className="row">
                      <Form.Item name={[name, 'kind']} noStyle>
                        <Select
                          aria-label={t('oa.kind')}
                          options={PARTS.map((p) => ({ value: p, label: t(`oa.part_${p}`) }))}
                          style={{ minWidth: 130 }}
                        />
                      </Form.Item>
                      <span className="grow" />
                      {fields.length > 1 && (
                        <Button aria-label={t('oa.remove')} icon={<DeleteOutlined />} onClick={() => remove(name)} />
                      )}
                    </div>
                    <PartFields at={name} />
                  </div>
                ))}
                {fields.length < 3 && (
                  <Button icon={<PlusOutlined />} onClick={() => add({ kind: 'text' })}>
                    {t('oa.addPart')}
                  </Button>
                )}
              </div>
            )}
          </Form.List>
        </Form>
        <PhoneFrame
          label={t('oa.content')}
          title={t('oa.account')}
          empty={t('oa.content')}
          bubbles={messages.filter(Boolean).map((m) => bubbleOf(m, t('oa.button_code')))}
        />
      </div>
    </Modal>
  )
}
