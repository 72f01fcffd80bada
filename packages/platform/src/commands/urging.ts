/** Facts of an urge: whether the clock it names has run out today, and whether the body is who must act. */
import {
  type Clock,
  cases,
  clocksOf,
  type Day,
  dayOf,
  isOverdue,
  organizations,
  type Procedure,
  type Role,
  urgedKey,
  urges,
} from '@yunhe/law'
import { textIn } from './asked.ts'
import { command } from './command.ts'
import type { Reading } from './reading.ts'

// biome-ignore lint/suspicious/noExplicitAny: any case can be late
type AnyProcedure = Procedure<any, any, any>

export const urgeCommand = command({
  procedure: urges,
  facts: async ({ state, asked, at }, read) => {
    const named = state.stage === 'none' ? askedIn(asked) : state
    const late = await lateClock(read, named, dayOf(at))
    const others = named.body === '' ? [] : await read.all(urges, urgedKey(named, named.body))
    return {
      late: late?.due && { title: late.title, due: late.due, role: await roleOf(read, late, named.body) },
      openUrges: others.filter((one) => one.state.stage !== 'closed').length,
    }
  },
})

const askedIn = (asked: Readonly<Record<string, unknown>> | undefined) => ({
  caseKind: textIn(asked, 'caseKind'),
  caseId: textIn(asked, 'caseId'),
  clock: textIn(asked, 'clock'),
  clockSubject: textIn(asked, 'clockSubject'),
  body: textIn(asked, 'body'),
})

/** An urge is escalated, not urged in its turn. */
const lateClock = async (read: Reading, named: ReturnType<typeof askedIn>, on: Day): Promise<Clock | undefined> => {
  const kind = (cases as readonly AnyProcedure[]).find(({ plural }) => plural === named.caseKind)
  if (kind === undefined || kind === (urges as AnyProcedure) || named.caseId === '') return undefined
  const clock = clocksOf(kind, named.caseId, await read.one(kind, named.caseId), read.numbersOn).find(
    ({ name, subject }) => name === named.clock && subject === named.clockSubject,
  )
  return clock !== undefined && clock.kind === 'task' && isOverdue(clock, on) && !(await isAnswered(read, clock)) ? clock : undefined
}

const isAnswered = async (read: Reading, { answeredBy }: Clock): Promise<boolean> => {
  if (answeredBy === undefined) return false
  const at = answeredBy.indexOf('/')
  const kind = (cases as readonly AnyProcedure[]).find(({ name }) => name === answeredBy.slice(0, at))
  if (kind === undefined) return false
  return kind.stageOf(await read.one(kind, answeredBy.slice(at + 1))) !== kind.stageOf(kind.start)
}

/** Who must act stands first; where that names a role alone, a body that holds the role may be urged. */
const roleOf = async (read: Reading, { whose: [first] }: Clock, body: string): Promise<Role | undefined> => {
  if (first === undefined || body === '') return undefined
  if (first.organization !== undefined) return first.organization === body ? first.role : undefined
  return (await read.one(organizations, body)).roles.includes(first.role) ? first.role : undefined
}
