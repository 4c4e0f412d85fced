import { InboxOutlined } from '@ant-design/icons'
import { Upload } from 'antd'
import { useTranslation } from 'react-i18next'

/** A place to choose a file at. What was chosen stands where the invitation stood: nothing below it moves away under
 * who is about to go on. */
export function FilePick(props: {
  accept: string
  file: File | undefined
  onFile: (file: File) => void
  words: { drop: string; hint: string }
}) {
  const { t } = useTranslation()
  const { file, words } = props
  return (
    <Upload.Dragger
      accept={props.accept}
      showUploadList={false}
      beforeUpload={(chosen) => {
        props.onFile(chosen)
        return false
      }}
    >
      <p style={{ fontSize: 32 }}>
        <InboxOutlined aria-hidden />
      </p>
      <p className="ellipsis" role="status">
        {file ? t('common.fileChosen', { name: file.name }) : words.drop}
      </p>
      <p className="muted">{words.hint}</p>
    </Upload.Dragger>
  )
}
