import { Switch } from 'antd'

/** A switch with its word beside it. */
export function Toggle(props: { label: string; checked: boolean; loading?: boolean; onChange: (on: boolean) => void }) {
  return (
    <span className="row">
      <Switch aria-label={props.label} checked={props.checked} loading={props.loading} onChange={props.onChange} />
      {props.label}
    </span>
  )
}
