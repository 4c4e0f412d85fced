import { CloseOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { conditionsOf, type Mapping, TESTS, testOf, withCondition } from '../mapping'

/** Which rows are wanted: all of these must hold, or a row is left out. */
export function Conditions(props: { mapping: Mapping; columns: string[]; onChange: (next: Mapping) => void }) {
  const { t } = useTranslation()
  const { mapping, columns, onChange } = props
  return (
    <div className="stack tight">
      {conditionsOf(mapping).map((condition, at) => {
        const { test, words } = testOf(condition)
        if (!test) return null // several at once: shown as text, changed in the document
        const set = (next: Parameters<typeof withCondition>[2]) => onChange(withCondition(mapping, at, next))
        const number = at + 1
        return (
          <span key={at} className="row">
            {t('intake.onlyWhere')}
            <Select
              size="small"
              style={{ width: 160 }}
              aria-label={t('intake.conditionColumn', { number })}
              value={condition.column}
              showSearch
              onChange={(column) => set({ column, test, words })}
              options={columns.map((c) => ({ value: c, label: c }))}
            />
            <Select
              size="small"
              style={{ width: 130 }}
              aria-label={t('intake.conditionTest', { number })}
              value={test}
              onChange={(next) => set({ column: condition.column, test: next, words })}
              options={TESTS.map((one) => ({ value: one, label: t(`intake.test_${one}`) }))}
            />
            {(test === 'above' || test === 'below') && (
              <Input
                size="small"
                style={{ width: 120 }}
                inputMode="decimal"
                aria-label={t('intake.conditionValue', { number })}
                value={words[0] ?? ''}
                onChange={(e) => set({ column: condition.column, test, words: [e.target.value] })}
              />
            )}
            {(test === 'in' || test === 'not_in' || test === 'like' || test === 'not_like') && (
              <Select
                size="small"
                mode="tags"
                open={false}
                suffixIcon={null}
                style={{ minWidth: 220 }}
                aria-label={t('intake.conditionValue', { number })}
                placeholder={t(test.endsWith('like') ? 'intake.likeHint' : 'intake.inHint')}
                value={words}
                onChange={(next) => set({ column: condition.column, test, words: next })}
              />
            )}
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined />}
              aria-label={t('intake.dropCondition', { number })}
              onClick={() => set(undefined)}
            />
          </span>
        )
      })}
      <Button
        size="small"
        style={{ alignSelf: 'start' }}
        disabled={columns.length === 0}
        onClick={() =>
          onChange(
            withCondition(mapping, conditionsOf(mapping).length, { column: columns[0]!, test: 'present', words: [] }),
          )
        }
      >
        {t('intake.addCondition')}
      </Button>
    </div>
  )
}
