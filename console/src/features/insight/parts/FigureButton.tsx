import { useLang } from '@/i18n'
import { int } from '@/ui/format'

/** A figure one can look behind; nothing is nobody, so it cannot be clicked. */
export function FigureButton({ value, name, onClick }: { value: number; name: string; onClick: () => void }) {
  const lang = useLang()
  const text = int(value, lang)
  if (value <= 0) return <span className="num muted">{text}</span>
  return (
    <button type="button" className="linkish num" onClick={onClick} aria-label={`${name} ${text}`}>
      {text}
    </button>
  )
}
