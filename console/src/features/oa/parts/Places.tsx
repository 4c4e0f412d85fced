import { PlusOutlined, ShareAltOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/me'
import { useLang, useWord } from '@/i18n'
import { CodeSelect } from '@/pickers/code/CodeSelect'
import { useCodeNames } from '@/pickers/code/queries'
import { Await, EmptyState, useFail } from '@/ui/Feedback'
import { int } from '@/ui/format'
import { Card, Time } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { useAddArticle, useDeletePlace, usePlaces } from '../queries'

type Input_ = { name: string; url: string; channel_code_id: string }

function ArticleDialog({ account, onClose }: { account: string; onClose: () => void }) {
  const { t } = useTranslation()
  const failed = useSaveFailed()
  const add = useAddArticle(account)
  const [form] = Form.useForm<Input_>()
  return (
    <Modal
      open
      title={t('oa.addArticle')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('common.save')}
      confirmLoading={add.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={(values) => add.mutate(values, { onSuccess: onClose, onError: (e) => failed(e, form) })}
      >
        <Form.Item name="name" label={t('oa.title')} rules={[{ required: true, max: 60 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="url" label={t('oa.articleUrl')} rules={[{ required: true, pattern: /^https?:\/\// }]}>
          <Input placeholder="https://mp.weixin.qq.com/s/…" />
        </Form.Item>
        <Form.Item name="channel_code_id" label={t('oa.code')} rules={[{ required: true }]}>
          <CodeSelect label={t('oa.code')} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

export default function Places({ account }: { account: string }) {
  const { t } = useTranslation()
  const lang = useLang()
  const word = useWord()
  const can = useCan()
  const fail = useFail()
  const list = usePlaces(account)
  const codeName = useCodeNames()
  const remove = useDeletePlace()
  const [adding, setAdding] = useState(false)
  const writable = can('oa.write')
  const add = writable && (
    <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('oa.addArticle')}
    </Button>
  )
  return (
    <>
      <div className="row end">{list.data && list.data.items.length > 0 && add}</div>
      <Card flush>
        <Await query={list}>
          {list.data?.items.length === 0 ? (
            <EmptyState icon={<ShareAltOutlined />} title={t('oa.noPlaces')} hint={t('oa.noPlacesHint')} action={add} />
          ) : (
            <Table
              aria-label={t('oa.tab_places')}
              rowKey="id"
              pagination={false}
              scroll={{ x: 'max-content' }}
              dataSource={list.data?.items}
              columns={[
                { title: t('oa.place'), render: (_, p) => word('oa_place_kind', p.kind) },
                { title: t('oa.name'), dataIndex: 'name' },
                {
                  title: t('oa.code'),
                  render: (_, p) => codeName(p.channel_code_id) ?? '—',
                },
                {
                  title: t('oa.touches'),
                  align: 'right',
                  className: 'num',
                  render: (_, p) => int(p.touch_count, lang),
                },
                { title: t('oa.adds'), align: 'right', className: 'num', render: (_, p) => int(p.add_count, lang) },
                { title: t('oa.lastAdd'), render: (_, p) => <Time at={p.last_add_at} relative /> },
                {
                  title: t('common.actions'),
                  render: (_, p) =>
                    writable &&
                    p.kind === 'article' && (
                      <Button size="small" danger onClick={() => remove.mutate(p.id, { onError: fail })}>
                        {t('common.delete')}
                      </Button>
                    ),
                },
              ]}
            />
          )}
        </Await>
      </Card>
      {adding && <ArticleDialog account={account} onClose={() => setAdding(false)} />}
    </>
  )
}
