/** One recorded act held against the law twice, as it was and under another number: would it have gone otherwise? */
import {
  compared,
  type Day,
  type Decision,
  dayOf,
  decide,
  filesIn,
  type Happening,
  type Instant,
  type Otherwise,
  type ParameterKey,
  type Parameters,
  startOfDay,
} from '@yunhe/law'
import type { AnyCommand } from '../commands/command.ts'
import { askedFrom } from '../commands/kept.ts'
import type { Outside } from '../commands/reading.ts'
import { type Past, readingFrom } from '../commands/reading-from.ts'
import { regionRestedOn } from '../commands/region.ts'
import type { Recorded } from '../store/log.ts'
import type { AnyAct } from '../views/why/chain.ts'
import type { World } from './world.ts'

export interface Supposed {
  readonly parameter: ParameterKey
  readonly value: Parameters[ParameterKey]
  readonly from: Day
}

export interface Trial {
  readonly act: AnyAct
  readonly outcome: Otherwise
  /** What would have been recorded; as it was where nothing is otherwise. */
  readonly would: Decision<Happening>
}

/** Why an act cannot be judged again. */
export type Unjudged = 'destroyed' | 'damaged' | 'form-not-kept' | 'not-reproduced'

export interface Case {
  readonly command: AnyCommand
  readonly id: string
  readonly stream: string
}

type Asked = Readonly<Record<string, unknown>>

/** @param entry the first entry of its act */
export const retry = async (
  world: World,
  outside: Outside,
  supposed: Supposed,
  { command, id, stream }: Case,
  entry: Recorded,
): Promise<Trial | Unjudged> => {
  if (entry.damaged) return 'damaged'
  if (entry.event === undefined) return 'destroyed'
  const act = (command.procedure.acts as readonly AnyAct[]).find(({ name }) => name === entry.asking?.act)
  if (act === undefined || entry.asking === undefined || entry.asking.withheld.length > 0) return 'form-not-kept'
  const asked = askedFrom(entry.asking, entry.event)
  const hold = (past: Past, numbersOn: Outside['numbersOn']) =>
    judged({ command, act, id, stream, asked, entry, past, outside: { ...outside, numbersOn } })
  try {
    const noted = { isRead: false }
    const was = await hold(world.was, noting(outside.numbersOn, supposed, noted))
    const isTouched = noted.isRead || world.isOtherwise(stream) || was.read.some((one) => world.isOtherwise(one))
    if (!isTouched && was.decision.ok) return { act, outcome: { outcome: 'same' }, would: was.decision }
    const would = (await hold(world.would, supposing(outside.numbersOn, supposed))).decision
    const outcome = compared(was.decision, would)
    return outcome.outcome === 'not-reproduced' ? 'not-reproduced' : { act, outcome, would }
  } catch {
    // A gatherer or a rule that fails on a past that is not whole: nothing can be said of the act.
    return 'not-reproduced'
  }
}

interface Held {
  readonly command: AnyCommand
  readonly act: AnyAct
  readonly id: string
  readonly stream: string
  readonly asked: Asked
  readonly entry: Recorded
  readonly past: Past
  readonly outside: Outside
}

const judged = async ({ command, act, id, stream, asked, entry, past, outside }: Held) => {
  const { ground } = entry
  const at = (ground.on === undefined ? ground.at : startOfDay(ground.on)) as Instant
  const on = ground.on ?? dayOf(at)
  const { state, version } = await past.standing(command.procedure, stream)
  const read = readingFrom(past, outside)
  const facts: unknown = await command.facts({ id, state, asked, by: ground.by, at }, read)
  const region = version === 0 ? await regionRestedOn(act, asked, read) : undefined
  // What was handed in was there then.
  const matter = { state, facts, asked, by: ground.by, at, on, parameters: outside.numbersOn(on), region, files: filesIn(asked) }
  // Cases that were looked for and not found count too: they may be there otherwise.
  return { decision: decide(act, matter) as Decision<Happening>, read: [...read.seen.keys()] }
}

/** The numbers of a day as they would have been. */
const supposing = (numbersOn: Outside['numbersOn'], { parameter, value, from }: Supposed): Outside['numbersOn'] => {
  const known = new Map<Day, Parameters>()
  return (on) => {
    const numbers = known.get(on) ?? (on < from ? numbersOn(on) : { ...numbersOn(on), [parameter]: value })
    known.set(on, numbers)
    return numbers
  }
}

/** Sees whether the number is looked at on a day on which it would have been another. */
const noting =
  (numbersOn: Outside['numbersOn'], { parameter, from }: Supposed, noted: { isRead: boolean }): Outside['numbersOn'] =>
  (on) =>
    on < from
      ? numbersOn(on)
      : new Proxy(numbersOn(on), {
          get: (numbers, name) => {
            if (name === parameter) noted.isRead = true
            return Reflect.get(numbers, name)
          },
          ownKeys: (numbers) => {
            noted.isRead = true
            return Reflect.ownKeys(numbers)
          },
        })
