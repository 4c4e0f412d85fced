import { App, Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { MediaField } from '@/pickers/MediaField'
import { useFail } from '@/ui/Feedback'
import { useBrandLogo, useSetBrandLogo } from '../queries'

/** The brand's own mark, for all its codes and posters. */
export default function LogoDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const logo = useBrandLogo()
  const save = useSetBrandLogo()
  const fail = useFail()
  const { message } = App.useApp()
  const set = (id: string | null) =>
    save.mutate(id, {
      onSuccess: () => void message.success(t(id ? 'acquire.logoSet' : 'acquire.logoGone')),
      onError: fail,
    })
  return (
    <Modal open title={t('acquire.brandLogo')} onCancel={onClose} footer={null}>
      <div className="stack">
        <p className="muted">{t('acquire.brandLogoHint')}</p>
        {logo.data?.url && (
          <div className="row">
            <img src={logo.data.url} alt={t('acquire.brandLogo')} style={{ maxHeight: 96, maxWidth: 240 }} />
            <Button danger onClick={() => set(null)} loading={save.isPending}>
              {t('acquire.removeLogo')}
            </Button>
          </div>
        )}
        <MediaField kind="image" mediaId={logo.data?.media_id} onPick={(m) => set(m.id)} />
      </div>
    </Modal>
  )
}
