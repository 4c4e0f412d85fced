import { Form, Input, Modal, TreeSelect } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '@/api/client'
import { useSaveFailed } from '@/ui/save'
import { type RegionInput, useSaveRegion } from '../queries'
import { regionChoices } from '../regions'

type Region = Schemas['Region']

export function RegionDialog({
  region,
  all,
  onClose,
}: {
  region: Partial<Region>
  all: Region[]
  onClose: (made?: Region) => void
}) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const save = useSaveRegion()
  const [form] = Form.useForm<RegionInput>()
  return (
    <Modal
      open
      title={region.id ? t('org.editRegion') : t('org.newRegion')}
      onCancel={() => onClose()}
      onOk={form.submit}
      okText={t('common.save')}
      confirmLoading={save.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={region}
        onFinish={(values) =>
          save.mutate(
            {
              ...values,
              parent_id: values.parent_id ?? null,
              sort: region.sort ?? nextSort(all, values.parent_id ?? null),
              id: region.id,
              revision: region.revision,
            },
            { onSuccess: onClose, onError: (e) => failed(e, form, { reload: () => onClose() }) },
          )
        }
      >
        <Form.Item name="name" label={t('common.name')} rules={[{ required: true, max: 60 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="parent_id" label={t('org.parentRegion')}>
          <TreeSelect
            allowClear
            placeholder={t('org.topLevel')}
            treeData={regionChoices(all, region.id)}
            treeDefaultExpandAll
            showSearch={{ treeNodeFilterProp: 'title' }}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}

const nextSort = (all: Region[], parentId: string | null) =>
  Math.max(0, ...all.filter((r) => r.parent_id === parentId).map((r) => r.sort)) + 1
