import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useCan } from '@/api/me'
import { useLang } from '@/i18n'
import { Await } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Card } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { type RegionInput, useDeleteRegion, useRegions, useSaveRegion } from '../queries'

type Region = Schemas['Region']
type Line = { region: Region; depth: number }

/** Parents before their children, with the depth. */
export function regionLines(all: Region[], parent: string | null = null, depth = 0): Line[] {
  return all
    .filter((r) => (r.parent_id ?? null) === parent)
    .sort((a, b) => a.sort - b.sort)
    .flatMap((region) => [{ region, depth }, ...regionLines(all, region.id, depth + 1)])
}

function RegionDialog({ region, all, onClose }: { region: Partial<Region>; all: Region[]; onClose: () => void }) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const save = useSaveRegion()
  const [form] = Form.useForm<RegionInput>()
  return (
    <Modal
      open
      title={region.id ? t('org.editRegion') : t('org.newRegion')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('common.save')}
      confirmLoading={save.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ sort: 0, ...region }}
        onFinish={(values) =>
          save.mutate(
            { ...values, parent_id: values.parent_id ?? null, id: region.id, revision: region.revision },
            { onSuccess: onClose, onError: (e) => failed(e, form, { reload: onClose }) },
          )
        }
      >
        <Form.Item name="name" label={t('common.name')} rules={[{ required: true, max: 40 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="parent_id" label={t('org.parentRegion')}>
          <Select
            allowClear
            options={all.filter((r) => r.id !== region.id).map((r) => ({ value: r.id, label: r.name }))}
          />
        </Form.Item>
        <Form.Item name="sort" label={t('org.sort')}>
          <InputNumber min={0} precision={0} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

export function RegionPanel({ selected, onSelect }: { selected?: string; onSelect: (id: string | undefined) => void }) {
  const { t } = useTranslation()
  const lang = useLang()
  const can = useCan()
  const { modal } = App.useApp()
  const failed = useSaveFailed()
  const regions = useRegions()
  const remove = useDeleteRegion()
  const [editing, setEditing] = useState<Partial<Region> | null>(null)
  const all = regions.data?.items ?? []
  const current = all.find((r) => r.id === selected)
  const ask = (region: Region) =>
    modal.confirm({
      title: t('org.deleteRegion', { name: region.name }),
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(region).then(() => onSelect(undefined), failed),
    })
  const tools = can('org.write') && (
    <span className="row" style={{ gap: 0 }}>
      {current && (
        <>
          <Button
            type="text"
            size="small"
            icon={<EditOutlined />}
            aria-label={t('org.editRegion')}
            onClick={() => setEditing(current)}
          />
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('org.deleteRegion', { name: current.name })}
            onClick={() => ask(current)}
          />
        </>
      )}
      <Button
        type="text"
        size="small"
        icon={<PlusOutlined />}
        aria-label={t('org.newRegion')}
        onClick={() => setEditing({ parent_id: selected })}
      />
    </span>
  )
  return (
    <Card title={t('org.regions')} extra={tools}>
      <Await query={regions} rows={4}>
        <ul className="pick">
          <li>
            <button type="button" aria-current={!selected} onClick={() => onSelect(undefined)}>
              {t('org.allRegions')}
            </button>
          </li>
          {regionLines(all).map(({ region, depth }) => (
            <li key={region.id}>
              <button
                type="button"
                aria-current={region.id === selected}
                style={{ paddingLeft: 10 + depth * 16 }}
                onClick={() => onSelect(region.id)}
              >
                <span className="grow ellipsis">{region.name}</span>
                <span className="muted num">{int(region.store_count, lang)}</span>
              </button>
            </li>
          ))}
        </ul>
      </Await>
      {editing && <RegionDialog region={editing} all={all} onClose={() => setEditing(null)} />}
    </Card>
  )
}
