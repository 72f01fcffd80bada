/** The doors of a home, each with what waits behind it, and what this person may begin. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { HomeView, ProcedureView } from '@yunhe/platform/contract'
import { Tag } from 'antd'
import { isToolOf, toolByPath, toolPaths } from '../../app/navigation.ts'
import { useSession } from '../../app/session.tsx'
import { proceduresQuery } from '../../ask/queries.ts'
import { Due } from '../../parts/Day.tsx'
import { Section } from '../../parts/Page.tsx'
import { Nothing } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { type Door, doorsOf } from './homes.ts'

type Waiting = HomeView['waiting']
interface Kinds {
  readonly procedures: readonly ProcedureView[]
}

const partsOf = (door: Door) => /^\/cases\/(?<plural>[^/]+)(?<isNew>\/new)?$/.exec(door)?.groups

const Way = ({ door, procedures }: Kinds & { readonly door: Door }) => {
  const { words, say } = useSpeech()
  const tool = toolByPath[door]
  if (tool !== undefined) return <Link to={toolPaths[tool]}>{words.nav[tool]}</Link>
  const { plural = '', isNew } = partsOf(door) ?? {}
  const kind = procedures.find((one) => one.plural === plural)
  // A link has a name from its first moment.
  if (kind === undefined) return null
  const name = say(kind.title)
  return (
    <Link to={isNew ? '/cases/$plural/new' : '/cases/$plural'} params={{ plural }}>
      {isNew ? words.opening.title(name) : name}
    </Link>
  )
}

const Waits = ({ door, waiting }: { readonly door: Door; readonly waiting: Waiting }) => {
  const { words } = useSpeech()
  const { today } = useSession()
  const { plural, isNew } = partsOf(door) ?? {}
  const found = isNew ? undefined : waiting.find((one) => one.plural === plural)
  if (found === undefined) return null
  return (
    <span className="door-waits">
      <Tag color="processing">{words.home.waitingHere(found.count)}</Tag>
      {found.due === undefined ? null : <Due day={found.due} today={today} />}
    </span>
  )
}

export const Doors = ({ waiting }: { readonly waiting: Waiting }) => {
  const { words } = useSpeech()
  const { roles } = useSession()
  const { data: procedures = [] } = useQuery(proceduresQuery)
  const doors = doorsOf(roles).filter((door) => {
    const tool = toolByPath[door]
    return tool === undefined || isToolOf(roles, tool)
  })
  // What waits elsewhere has a door too, so that nothing waits behind none.
  const others = waiting.map(({ plural }): Door => `/cases/${plural}`).filter((door) => !doors.includes(door))
  return (
    <Section id="home-doors" title={words.home.doors}>
      <ul className="doors">
        {[...doors, ...others].map((door) => (
          <li key={door} className="door">
            <Way door={door} procedures={procedures} />
            <Waits door={door} waiting={waiting} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Acts that open a case and are open to this person now. */
export const Beginnings = () => {
  const { words, say } = useSpeech()
  const { data: procedures } = useQuery(proceduresQuery)
  const found = (procedures ?? []).flatMap(({ plural, title, opening }) => opening.map((act) => ({ plural, title, act })))
  return (
    <Section title={words.home.begin}>
      {procedures !== undefined && found.length === 0 ? <Nothing>{words.home.beginNothing}</Nothing> : null}
      <ul className="beginnings">
        {found.map(({ plural, act }) => (
          <li key={act.name}>
            <Link to="/cases/$plural/new" params={{ plural }}>
              {say(act.title)}
            </Link>
          </li>
        ))}
      </ul>
      <p>
        <Link to="/acts">{words.home.allActs}</Link>
      </p>
    </Section>
  )
}
