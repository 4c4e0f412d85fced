import { DownloadOutlined, FileExcelOutlined, PictureOutlined, PrinterOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import type { RefObject } from 'react'
import { type Board, type BoardFilter, useExport } from '@/answers/tile/queries'
import { useIsViewing } from '@/api/me'
import { useLang } from '@/i18n'
import { sentenceOf } from '@/ui/Feedback'
import { KeyDropdown } from '@/ui/page/KeyDropdown'
import { useGo } from '@/ui/url'
import { useBoardTexts } from '../texts'
import { usePictureLines } from './usePictureLines'

/** The board as a file: a spreadsheet, a picture, paper. */
export function ExportMenu(props: { board: Board; filter: BoardFilter; box: RefObject<HTMLDivElement | null> }) {
  const { board, filter, box } = props
  const w = useBoardTexts()
  const lang = useLang()
  const isViewing = useIsViewing()
  const go = useGo()
  const { message } = App.useApp()
  const started = useExport()
  const linesOf = usePictureLines(filter)
  const sheet = async () => {
    try {
      await started.mutateAsync({ board: board.id, filter, english: lang === 'en-US' })
      void message.success({
        content: (
          <>
            {w.exporting}{' '}
            <Button size="small" type="link" onClick={() => go('/settings/jobs')}>
              {w.toJobs}
            </Button>
          </>
        ),
      })
    } catch (error) {
      void message.error(sentenceOf(error))
    }
  }
  const picture = async () => {
    const tiles = box.current?.querySelector<HTMLElement>('.tiles')
    if (!tiles) return
    try {
      await (await import('../picture')).savePicture(tiles, linesOf(board.name))
    } catch {
      void message.error(w.noPicture)
    }
  }
  return (
    <KeyDropdown
      menu={{
        items: [
          ...(isViewing
            ? []
            : [{ key: 'xlsx', icon: <FileExcelOutlined />, label: w.sheet, onClick: () => void sheet() }]),
          { key: 'png', icon: <PictureOutlined />, label: w.picture, onClick: () => void picture() },
          { key: 'print', icon: <PrinterOutlined />, label: w.print, onClick: () => window.print() },
        ],
      }}
    >
      <Button icon={<DownloadOutlined />} loading={started.isPending} aria-label={w.export} title={w.export} />
    </KeyDropdown>
  )
}
