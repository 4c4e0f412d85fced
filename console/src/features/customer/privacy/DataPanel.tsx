import { DeleteOutlined, DownloadOutlined } from '@ant-design/icons'
import { Alert, App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useCan, useHolds } from '@/api/me'
import { Await, useFail } from '@/ui/Feedback'
import { Card } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { GoButton } from '@/ui/url'
import { useAskErasure, useErasurePreview, useExportJob, useExportPerson } from './queries'
import { fill, useTexts } from './texts'
import { WhatGoes } from './WhatGoes'

function AskDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const w = useTexts()
  const { message } = App.useApp()
  const failed = useSaveFailed()
  const preview = useErasurePreview(id)
  const ask = useAskErasure(id)
  const [form] = Form.useForm<{ ground: string; note?: string }>()
  return (
    <Modal
      open
      title={fill(w.eraseTitle, { name: preview.data?.confirm ?? '' })}
      okText={w.submit}
      onCancel={onClose}
      onOk={form.submit}
      confirmLoading={ask.isPending}
    >
      <Await query={preview} rows={4}>
        {preview.data && <WhatGoes preview={preview.data} />}
      </Await>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ ground: 'request' }}
        style={{ marginTop: 12 }}
        onFinish={(body) =>
          ask.mutate(body, {
            onSuccess: () => {
              void message.success(w.submitted)
              onClose()
            },
            onError: (e) => failed(e, form),
          })
        }
      >
        <Form.Item name="ground" label={w.ground} rules={[{ required: true }]}>
          <Select options={Object.entries(w.grounds).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="note" label={w.note} rules={[{ max: 500 }]}>
          <Input.TextArea rows={2} placeholder={w.noteHint} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function ExportButton({ id }: { id: string }) {
  const w = useTexts()
  const fail = useFail()
  const start = useExportPerson(id)
  const job = useExportJob(start.data?.id)
  const state = job.data?.state
  const isBusy = start.isPending || (start.isSuccess && state !== 'done' && state !== 'failed' && state !== 'cancelled')
  if (state === 'done')
    return (
      <div className="stack tight">
        <Button icon={<DownloadOutlined />} href={`/api/jobs/${job.data?.id}/file`}>
          {w.download}
        </Button>
        <small className="muted">{w.downloadHint}</small>
      </div>
    )
  return (
    <>
      <Button
        icon={<DownloadOutlined />}
        loading={isBusy}
        onClick={() => start.mutate(undefined as never, { onError: fail })}
      >
        {isBusy ? w.exporting : w.exportAll}
      </Button>
      {state && !isBusy && <small className="muted">{w.exportFailed}</small>}
    </>
  )
}

/** All that is kept of a customer as a file, and the way to be deleted. */
export default function DataPanel({ id }: { id: string }) {
  const w = useTexts()
  const can = useCan()
  const holds = useHolds()
  const preview = useErasurePreview(id)
  const [isAsking, setAsking] = useState(false)
  if (!holds('customer.export') && !holds('customer.write')) return null
  const isOpen = Boolean(preview.data?.open_id)
  return (
    <Card title={w.data}>
      <div className="stack tight">
        <small className="muted">{w.dataHint}</small>
        {isOpen && (
          <Alert
            type="warning"
            showIcon
            title={w.open}
            action={
              holds('customer.erase') && (
                <GoButton size="small" to="/settings/erasures">
                  {w.toOpen}
                </GoButton>
              )
            }
          />
        )}
        <div className="row" style={{ flexWrap: 'wrap' }}>
          {can('customer.export') && <ExportButton key={id} id={id} />}
          {can('customer.write') && !isOpen && (
            <Button danger type="text" icon={<DeleteOutlined />} onClick={() => setAsking(true)}>
              {w.askErase}
            </Button>
          )}
        </div>
      </div>
      {isAsking && <AskDialog id={id} onClose={() => setAsking(false)} />}
    </Card>
  )
}
