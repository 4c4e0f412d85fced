import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { Await } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Card } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { type GroupInput, useCodeGroups, useDeleteGroup, useSaveGroup } from '../queries'

type Group = Schemas['ChannelCodeGroup']

export default function GroupPanel({
  selected,
  onSelect,
}: {
  selected?: string
  onSelect: (id: string | undefined) => void
}) {
  const { t } = useTranslation()
  const lang = useLang()
  const can = useCan()
  const { modal } = App.useApp()
  const failed = useSaveFailed()
  const groups = useCodeGroups()
  const save = useSaveGroup()
  const remove = useDeleteGroup()
  const [form] = Form.useForm<GroupInput>()
  const [editing, setEditing] = useState<Partial<Group> | null>(null)
  const all = groups.data?.items ?? []
  const current = all.find((g) => g.id === selected)
  const ask = (group: Group) =>
    modal.confirm({
      title: t('acquire.deleteGroup', { name: group.name }),
      content: t('acquire.deleteGroupText', { n: group.code_count }),
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(group).then(() => onSelect(undefined), failed),
    })
  const tools = can('channel_code.write') && (
    <span className="row" style={{ gap: 0 }}>
      {current && (
        <>
          <Button
            type="text"
            size="small"
            icon={<EditOutlined />}
            aria-label={t('acquire.editGroup')}
            onClick={() => setEditing(current)}
          />
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('acquire.deleteGroup', { name: current.name })}
            onClick={() => ask(current)}
          />
        </>
      )}
      <Button
        type="text"
        size="small"
        icon={<PlusOutlined />}
        aria-label={t('acquire.newGroup')}
        onClick={() => setEditing({ sort: all.length })}
      />
    </span>
  )
  return (
    <Card title={t('acquire.groups')} extra={tools}>
      <Await query={groups} rows={4}>
        <ul className="pick">
          <li>
            <button type="button" aria-current={!selected} onClick={() => onSelect(undefined)}>
              <span className="grow">{t('acquire.allGroups')}</span>
            </button>
          </li>
          {all.map((g) => (
            <li key={g.id}>
              <button type="button" aria-current={g.id === selected} onClick={() => onSelect(g.id)}>
                <span className="grow ellipsis">{g.name}</span>
                <span className="muted num">{int(g.code_count, lang)}</span>
              </button>
            </li>
          ))}
        </ul>
      </Await>
      <Modal
        open={editing !== null}
        title={editing?.id ? t('acquire.editGroup') : t('acquire.newGroup')}
        onCancel={() => setEditing(null)}
        onOk={form.submit}
        okText={t('common.save')}
        confirmLoading={save.isPending}
        destroyOnHidden
      >
        <Form
          form={form}
          layout="vertical"
          preserve={false}
          initialValues={editing ?? {}}
          onFinish={(values) =>
            save.mutate(
              { ...values, id: editing?.id, revision: editing?.revision },
              {
                onSuccess: () => setEditing(null),
                onError: (e) => failed(e, form, { reload: () => setEditing(null) }),
              },
            )
          }
        >
          <Form.Item name="name" label={t('common.name')} rules={[{ required: true, max: 40 }]}>
            <Input autoFocus />
          </Form.Item>
          <Form.Item name="sort" label={t('acquire.sort')}>
            <InputNumber min={0} precision={0} />
          </Form.Item>
        </Form>
      </Modal>
    </Card>
  )
}
