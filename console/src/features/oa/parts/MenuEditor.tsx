import { PlusOutlined } from '@ant-design/icons'
import { Alert, App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/client'
import { useCan } from '@/api/me'
import { reasonText } from '@/i18n'
import { CodeSelect } from '@/pickers/code/CodeSelect'
import { useUnsaved } from '@/ui/edit/useUnsaved'
import { Await } from '@/ui/Feedback'
import { Badge, Card, Time, type Tone } from '@/ui/Page'
import { useSaveFailed } from '@/ui/save'
import { type Menu, type MenuButton, useMenu, usePublishMenu, useSaveMenu, useWithdrawMenu } from '../queries'
import { MenuCompared } from './MenuCompared'
import { MenuConflict } from './MenuConflict'
import { MenuPhone } from './MenuPhone'
import { differenceOf, useMenuDraft } from './menuDraft'

const TONES: Record<Menu['state'], Tone> = { draft: 'warn', publishing: 'busy', published: 'good', failed: 'bad' }
const KINDS = ['code', 'click', 'view', 'mini_program'] as const
type At = [number, number | null]
const fresh = (name: string): MenuButton => ({ name, kind: 'click' })

function ButtonForm({ button, onChange }: { button: MenuButton; onChange: (b: MenuButton) => void }) {
  const { t } = useTranslation()
  const set = (patch: Partial<MenuButton>) => onChange({ ...button, ...patch })
  const text = (name: 'url' | 'app_id' | 'page' | 'key', label: string, hint?: string) => (
    <label className="stack tight">
      <span>{label}</span>
      <Input value={button[name] ?? ''} onChange={(e) => set({ [name]: e.target.value })} />
      {hint && <small className="muted">{hint}</small>}
    </label>
  )
  return (
    <div className="stack">
      <label className="stack tight">
        <span>{t('oa.name')}</span>
        <Input value={button.name} maxLength={20} onChange={(e) => set({ name: e.target.value })} />
      </label>
      {!button.buttons?.length && (
        <>
          <div className="stack tight">
            <span>{t('oa.does')}</span>
            <Select
              aria-label={t('oa.does')}
              value={button.kind ?? undefined}
              onChange={(kind) => set({ kind })}
              options={KINDS.map((k) => ({ value: k, label: t(`oa.button_${k}`) }))}
            />
          </div>
          {button.kind === 'code' && (
            <CodeSelect
              label={t('oa.code')}
              value={button.channel_code_id}
              onChange={(id) => set({ channel_code_id: id ?? null })}
            />
          )}
          {(button.kind === 'view' || button.kind === 'mini_program') && text('url', t('oa.url'))}
          {button.kind === 'mini_program' && text('app_id', t('oa.appId'))}
          {button.kind === 'mini_program' && text('page', t('oa.page'))}
          {button.kind === 'click' && text('key', t('oa.key'), t('oa.keyHint'))}
        </>
      )}
    </div>
  )
}

export default function MenuEditor({ account }: { account: string }) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const can = useCan()
  const failed = useSaveFailed()
  const menu = useMenu(account)
  const save = useSaveMenu(account)
  const publish = usePublishMenu(account)
  const withdraw = useWithdrawMenu(account)
  const edited = useMenuDraft(menu.data, save.isPending)
  const { isChanged, theirs } = edited
  const shown = edited.draft ?? []
  const [at, setAt] = useState<At | null>(null)
  const writable = can('oa.write')
  useUnsaved(isChanged, { holds: ['tab', 'account'] })
  const change = (buttons: MenuButton[]) => edited.change(() => buttons)
  const picked = at && (at[1] === null ? shown[at[0]] : shown[at[0]]?.buttons?.[at[1]])
  const put = (button: MenuButton) =>
    at &&
    change(
      shown.map((top, i) =>
        i !== at[0]
          ? top
          : at[1] === null
            ? button
            : { ...top, buttons: top.buttons?.map((s, j) => (j === at[1] ? button : s)) },
      ),
    )
  const drop = () => {
    if (!at) return
    change(
      at[1] === null
        ? shown.filter((_, i) => i !== at[0])
        : shown.map((top, i) => (i === at[0] ? { ...top, buttons: top.buttons?.filter((_, j) => j !== at[1]) } : top)),
    )
    setAt(null)
  }
  const onError = (e: unknown) => {
    failed(e)
    if (e instanceof ApiError && e.isConflict) void menu.refetch()
  }
  /** What somebody else saved first comes with the menu, and with it what is to be decided. Where only its state has
   * moved, as it does some time after it was published, there is nothing to decide. */
  const onSaveError = async (e: unknown, revision: number) => {
    const latest = e instanceof ApiError && e.isConflict ? await menu.refetch() : { error: e, data: undefined }
    if (latest.error || !latest.data) return failed(latest.error ?? e)
    const isAsBefore = menu.data && differenceOf(latest.data, menu.data.buttons) === null
    if (isAsBefore && latest.data.revision > revision) store(latest.data.revision)
  }
  const store = (revision: number) =>
    save.mutate(
      { buttons: shown, revision },
      {
        onSuccess: (saved) => {
          edited.saved(saved, shown)
          void message.success(t('common.saved'))
        },
        onError: (e) => void onSaveError(e, revision),
      },
    )
  return (
    <Await query={menu}>
      {menu.data && (
        <Card>
          <div className="muted">{t('oa.menuHint')}</div>
          <div className="row">
            <Badge tone={TONES[menu.data.state]}>{t(`oa.menu_${menu.data.state}`)}</Badge>
            {menu.data.published_at && <Time at={menu.data.published_at} />}
            <span className="grow" />
            {writable && (
              <>
                <Button
                  type="primary"
                  disabled={!isChanged || theirs !== null}
                  loading={save.isPending}
                  onClick={() => store(edited.revision ?? 1)}
                >
                  {t('common.save')}
                </Button>
                <Button
                  disabled={isChanged || shown.length === 0}
                  loading={publish.isPending}
                  onClick={() => publish.mutate(undefined, { onError })}
                >
                  {t('oa.publish')}
                </Button>
                <Button
                  disabled={!menu.data.published_at}
                  onClick={() =>
                    modal.confirm({
                      title: t('oa.withdraw'),
                      content: t('oa.withdrawText'),
                      okText: t('oa.withdraw'),
                      cancelText: t('common.cancel'),
                      onOk: () => withdraw.mutateAsync(undefined).catch(onError),
                    })
                  }
                >
                  {t('oa.withdraw')}
                </Button>
              </>
            )}
          </div>
          {theirs && <MenuConflict theirs={theirs} onTake={edited.clear} onKeep={edited.keep} />}
          {menu.data.reason && <Alert type="error" showIcon title={reasonText(menu.data.reason)} />}
          <div className="cols two" style={{ marginTop: 16 }}>
            <div className="stack">
              <MenuPhone buttons={shown} at={at} onPick={setAt} />
              {writable && (
                <div className="row">
                  <Button
                    icon={<PlusOutlined />}
                    disabled={shown.length >= 3}
                    onClick={() => {
                      change([...shown, fresh(t('oa.button'))])
                      setAt([shown.length, null])
                    }}
                  >
                    {t('oa.addTop')}
                  </Button>
                  <Button
                    disabled={!at || (shown[at[0]]?.buttons?.length ?? 0) >= 5}
                    onClick={() => {
                      if (!at) return
                      const subs = shown[at[0]]?.buttons ?? []
                      change(
                        shown.map((b, i) => (i === at[0] ? { ...b, buttons: [...subs, fresh(t('oa.button'))] } : b)),
                      )
                      setAt([at[0], subs.length])
                    }}
                  >
                    {t('oa.addSub')}
                  </Button>
                </div>
              )}
              <MenuCompared account={account} />
            </div>
            {picked && writable ? (
              <div className="stack">
                <ButtonForm button={picked} onChange={put} />
                <Button danger onClick={drop}>
                  {t('oa.remove')}
                </Button>
              </div>
            ) : (
              <p className="muted">{t('oa.pickButton')}</p>
            )}
          </div>
        </Card>
      )}
    </Await>
  )
}
