/** Why a clock runs: the entry that started it, the rules and numbers that gave its last day, and what follows when it is over. */

import type { Actor } from '@yunhe/law'
import { type Clock, clocksOf, dayOf, type NumbersOn, type ParameterKey, type Turn } from '@yunhe/law'
import type { AnyCommand } from '../../commands/command.ts'
import { fold } from '../../commands/reading.ts'
import type { WhyView } from '../../contract/why.ts'
import type { AnyProcedure } from '../../projections/procedures.ts'
import type { Recorded } from '../../store/log.ts'
import { stateFor } from '../redaction.ts'
import { maySee } from '../who.ts'
import { citedRule, shownNumbers, type WhySources } from './chain.ts'
import { groundsOf } from './entries.ts'
import { judgedAgain } from './why.ts'

export interface ClockAsked {
  readonly id: string
  readonly name?: string | undefined
  readonly subject?: string | undefined
  /** Last day, for a clock that is known by its turn alone. */
  readonly due?: string | undefined
}

export const whyClock = async (
  sources: WhySources,
  command: AnyCommand,
  asked: ClockAsked,
  reader: Actor,
): Promise<WhyView | undefined> => {
  const { log, db, clock, outside, changes } = sources
  const { procedure } = command
  if (!(await maySee(db, reader, procedure.name, asked.id))) return undefined
  const past = await log.read(`${procedure.name}/${asked.id}`)
  if (!stateFor(procedure.name, fold(procedure as AnyProcedure, past), reader).history) return undefined
  const used = new Set<ParameterKey>()
  const runsAfter = runningIn(procedure, asked, noting(outside.numbersOn, used))
  const found = runsAfter(past)
  if (found === undefined) return undefined
  const place = startedBy(past, runsAfter, found)
  const told =
    place === undefined
      ? { rules: [], numbers: [], facts: [], notes: ['started-unknown' as const] }
      : await judgedAgain(sources, command, past, place, reader, 1)
  const starting = place === undefined ? [] : [`${procedure.name}/${asked.id}@${place + 1}`]
  const { entries, hidden } = await groundsOf(sources, reader, starting, 3)
  const own = shownNumbers([...used], dayOf(clock()), changes())
  return {
    subject: 'clock',
    ...(found.title && { title: found.title }),
    on: dayOf(clock()),
    holds: true,
    clock: { due: found.due, ...(found.start && { start: found.start }), ...(found.ends && { ends: found.ends }) },
    rules: [...(found.rule ? [{ ...citedRule(found.rule), held: true }] : []), ...told.rules.filter(({ rule }) => rule !== found.rule)],
    numbers: [...told.numbers, ...own.filter(({ parameter }) => told.numbers.every((one) => one.parameter !== parameter))],
    facts: told.facts,
    entries: [...entries],
    hidden,
    notes: told.notes,
  }
}

interface Running extends Partial<Pick<Clock, 'title' | 'start' | 'ends' | 'rule'>> {
  readonly due: string
}

/** The clock as it runs after some entries of its case. */
const runningIn =
  (procedure: AnyProcedure, asked: ClockAsked, numbersOn: NumbersOn) =>
  (past: readonly Recorded[]): Running | undefined => {
    const state: unknown = fold(procedure, past)
    const { name, subject = '', due } = asked
    const isAsked = (one: Clock) => (name === undefined ? one.due === due : one.name === name && one.subject === subject)
    const clock = clocksOf(procedure, asked.id, state, numbersOn).find(isAsked)
    if (clock) return { ...clock, due: clock.due ?? due ?? '' }
    const turn = name === undefined ? procedure.turns(state).find((one: Turn) => one.due !== undefined && one.due === due) : undefined
    return turn?.due === undefined ? undefined : { due: turn.due }
  }

/** Where it began to run with this last day, and has run since. */
const startedBy = (
  past: readonly Recorded[],
  runsAfter: (past: readonly Recorded[]) => Running | undefined,
  { due }: Running,
): number | undefined => {
  const runs = past.map((_, at) => runsAfter(past.slice(0, at + 1))?.due === due)
  const before = runs.lastIndexOf(false)
  return before + 1 < past.length ? before + 1 : undefined
}

const noting =
  (numbersOn: NumbersOn, used: Set<ParameterKey>): NumbersOn =>
  (on) =>
    new Proxy(numbersOn(on), {
      get: (numbers, key) => {
        if (typeof key === 'string' && Object.hasOwn(numbers, key)) used.add(key as ParameterKey)
        return Reflect.get(numbers, key)
      },
    })
