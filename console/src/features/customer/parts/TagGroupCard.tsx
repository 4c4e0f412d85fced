import { DeleteOutlined, EditOutlined, LockOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, InputNumber, Modal, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { reasonText, useLang, useWord } from '@/i18n'
import { ConfirmTyped } from '@/ui/confirm/ConfirmTyped'
import { int } from '@/ui/format'
import { Badge, Card, type Tone } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { useCreateTag, useDeleteTag, useDeleteTagGroup, useSaveTag, useSaveTagGroup } from '../queries'
import { TagOrder } from './TagOrder'

type Group = Schemas['TagGroup']
type Thing = { id: string; name: string; sort: number; revision: number }
const TONES: Record<Group['sync_state'], Tone> = { synced: 'good', pending: 'busy', failed: 'bad' }

function RenameDialog({
  thing,
  title,
  onSave,
  onDelete,
  onClose,
}: {
  thing: Thing
  title: string
  onSave: (v: Thing) => Promise<unknown>
  onDelete?: () => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const [form] = Form.useForm<Thing>()
  const [busy, setBusy] = useState(false)
  const submit = async (v: Thing) => {
    setBusy(true)
    try {
      await onSave({ ...thing, ...v })
      onClose()
    } catch (e) {
      failed(e, form, { reload: onClose })
    }
    setBusy(false)
  }
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      footer={[
        onDelete && (
          <Button key="delete" danger style={{ float: 'left' }} onClick={onDelete}>
            {t('common.delete')}
          </Button>
        ),
        <Button key="no" onClick={onClose}>
          {t('common.cancel')}
        </Button>,
        <Button key="yes" type="primary" loading={busy} onClick={form.submit}>
          {t('common.save')}
        </Button>,
      ]}
    >
      <Form form={form} layout="vertical" initialValues={thing} onFinish={submit}>
        <Form.Item name="name" label={t('common.name')} rules={[{ required: true, max: 30 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="sort" label={t('customer.order')} extra={t('customer.orderHint')}>
          <InputNumber min={0} precision={0} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

export function TagGroupCard({ group, writable }: { group: Group; writable: boolean }) {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const { modal } = App.useApp()
  const failed = useSaveFailed()
  const saveGroup = useSaveTagGroup()
  const removeGroup = useDeleteTagGroup()
  const createTag = useCreateTag()
  const saveTag = useSaveTag()
  const removeTag = useDeleteTag()
  const [editing, setEditing] = useState<Schemas['Tag'] | 'group' | null>(null)
  const [adding, setAdding] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const can = writable && group.is_editable
  const people = group.tags.reduce((n, tag) => n + tag.customer_count, 0)
  const add = (name: string) => {
    setAdding(false)
    if (name.trim()) createTag.mutate({ groupId: group.id, name: name.trim() }, { onError: (e) => failed(e) })
  }
  const askTag = (tag: Schemas['Tag']) =>
    modal.confirm({
      title: t('customer.deleteTag', { name: tag.name }),
      content: t('customer.deleteTagText', { n: int(tag.customer_count, lang) }),
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      onOk: () => removeTag.mutateAsync(tag).then(() => setEditing(null), failed),
    })
  return (
    <Card
      title={
        <span className="row">
          {group.name}
          <Tag style={{ margin: 0, fontWeight: 400 }}>{word('tag_kind', group.kind)}</Tag>
          {group.kind === 'corp' && (
            <Badge tone={TONES[group.sync_state]} title={reasonText(group.sync_reason)}>
              {word('sync_state', group.sync_state)}
            </Badge>
          )}
        </span>
      }
      extra={
        can && (
          <span className="row" style={{ gap: 0, flexWrap: 'nowrap' }}>
            <Button
              type="text"
              size="small"
              icon={<EditOutlined />}
              aria-label={`${t('common.edit')} ${group.name}`}
              onClick={() => setEditing('group')}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={`${t('common.delete')} ${group.name}`}
              onClick={() => setDeleting(true)}
            />
          </span>
        )
      }
    >
      {!group.is_editable && (
        <p className="muted" style={{ marginBottom: 8 }}>
          <LockOutlined /> {t('customer.notEditable')}
        </p>
      )}
      {group.sync_state === 'failed' && group.sync_reason && <p className="bad">{reasonText(group.sync_reason)}</p>}
      <div className="row" style={{ gap: 6 }}>
        <TagOrder group={group} movable={can} onEdit={setEditing} />
        {can &&
          (adding ? (
            <Input
              size="small"
              autoFocus
              maxLength={30}
              style={{ width: 120 }}
              aria-label={t('customer.newTag')}
              onBlur={(e) => add(e.target.value)}
              onPressEnter={(e) => e.currentTarget.blur()}
            />
          ) : (
            <Button
              size="small"
              type="dashed"
              icon={<PlusOutlined />}
              loading={createTag.isPending}
              onClick={() => setAdding(true)}
            >
              {t('customer.newTag')}
            </Button>
          ))}
      </div>
      {editing === 'group' && (
        <RenameDialog
          thing={group}
          title={t('customer.editGroup')}
          onClose={() => setEditing(null)}
          onSave={({ id, revision, name, sort }) => saveGroup.mutateAsync({ id, revision, name, sort })}
        />
      )}
      {editing && editing !== 'group' && (
        <RenameDialog
          thing={editing}
          title={t('customer.editTag')}
          onClose={() => setEditing(null)}
          onSave={({ id, revision, name, sort }) => saveTag.mutateAsync({ id, revision, name, sort })}
          onDelete={() => askTag(editing)}
        />
      )}
      <ConfirmTyped
        open={deleting}
        title={t('customer.deleteGroup', { name: group.name })}
        text={t('customer.deleteGroupText', { n: group.tags.length, c: int(people, lang) })}
        word={group.name}
        action={t('common.delete')}
        busy={removeGroup.isPending}
        onClose={() => setDeleting(false)}
        onConfirm={() =>
          removeGroup.mutate(group, {
            onSuccess: () => setDeleting(false),
            onError: (e) => failed(e, undefined, { reload: () => setDeleting(false) }),
          })
        }
      />
    </Card>
  )
}
