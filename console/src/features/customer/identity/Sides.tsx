import { useWord } from '@/i18n'
import { Badge, Face, Time } from '@/ui/Page'
import { GoLink } from '@/ui/url'
import type { Side } from './queries'
import { useSay } from './words'
import './identity.css'

const lines = (side: Side) => (side.identities ?? '').split('\n').filter(Boolean)

function Identities({ side, other }: { side: Side; other: Side }) {
  const { kind } = useSay()
  const theirs = lines(other)
  return (
    <ul className="plain-list">
      {lines(side).map((line) => {
        const at = line.indexOf(' ')
        return (
          <li key={line} className={theirs.includes(line) ? 'strong' : undefined} style={{ wordBreak: 'break-all' }}>
            <span className="muted">{kind(line.slice(0, at))}</span> {line.slice(at + 1)}
          </li>
        )
      })}
    </ul>
  )
}

/** Two customers side by side: what both have stands out, and so does what differs. */
export function Sides({ sides, survivorId }: { sides: Side[]; survivorId?: string }) {
  const { say } = useSay()
  const word = useWord()
  const [a, b] = sides
  if (!a || !b) return null
  const plain = (of: (side: Side) => string | null) => {
    const x = of(a)
    const y = of(b)
    const tone = !x || !y ? '' : x === y ? 'same' : 'differs'
    return [x, y].map((value, i) => (
      <td key={i}>
        {value || <span className="muted">—</span>}
        {tone && value && i === 1 && (
          <>
            {' '}
            <Badge tone={tone === 'same' ? 'good' : 'warn'}>{say(tone)}</Badge>
          </>
        )}
      </td>
    ))
  }
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="sides">
        <thead>
          <tr>
            <td />
            {[a, b].map((side) => (
              <th key={side.id} scope="col">
                <span className="row" style={{ flexWrap: 'nowrap' }}>
                  <Face name={side.name} src={side.avatar} />
                  <GoLink to={`/customers/${side.id}`}>{side.name || side.id}</GoLink>
                  {survivorId === side.id && <Badge tone="good">{say('older')}</Badge>}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{say('name')}</th>
            {plain((s) => s.name)}
          </tr>
          <tr>
            <th scope="row">{say('gender')}</th>
            {plain((s) => (s.gender === 'unknown' ? null : word('gender', s.gender)))}
          </tr>
          <tr>
            <th scope="row">{say('birthday')}</th>
            {plain((s) => s.birthday)}
          </tr>
          <tr>
            <th scope="row">{say('address')}</th>
            {plain((s) => s.address)}
          </tr>
          <tr>
            <th scope="row">{say('staff')}</th>
            {plain((s) => s.staff)}
          </tr>
          <tr>
            <th scope="row">{say('identities')}</th>
            <td>
              <Identities side={a} other={b} />
            </td>
            <td>
              <Identities side={b} other={a} />
            </td>
          </tr>
          <tr>
            <th scope="row">{say('isVerified')}</th>
            {[a, b].map((side) => (
              <td key={side.id}>
                <Badge tone={side.is_verified ? 'good' : 'off'}>
                  {say(side.is_verified ? 'verified' : 'unverified')}
                </Badge>
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{say('addedAt')}</th>
            {[a, b].map((side) => (
              <td key={side.id}>
                <Time at={side.first_added_at} />
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{say('createdAt')}</th>
            {[a, b].map((side) => (
              <td key={side.id}>
                <Time at={side.created_at} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}
