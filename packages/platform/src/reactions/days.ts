/**
 * What happens as a day begins: clocks whose last day is over bring about what follows, and what runs out soon is brought to mind. Days that were
 * missed are gone through one after the other, so that what is done late is what would have been done in time, with the same legal days.
 */
import { type ClockRule, type Day, dayOf, eveOf, type Instant, type NumbersOn, type Parameters, remindersBefore } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { clockRows, writeClocks } from '../projections/clocks.ts'
import { procedureNamed, procedures } from '../projections/procedures.ts'
import {
  casesWithoutClocks,
  clocksAhead,
  lastBegun,
  nameDue,
  nextEventful,
  noteBegun,
  type Reminders,
  ranOut,
  unnamedClocks,
  writeOverdue,
  writeReminders,
} from '../store/days.ts'
import type { Db } from '../store/postgres.ts'
import type { ClockTable } from '../store/tables.ts'
import type { Surroundings } from './reaction.ts'

export interface Days {
  readonly db: Db
  readonly clock: () => Instant
  readonly numbersOn: NumbersOn
  readonly surroundings: Surroundings
  /** What other cases show of one, as its rules would be given it. */
  readonly factsOf: (procedure: string, id: string) => Promise<unknown>
  /** Resolves when every reaction to what was just done has been tried. */
  readonly rest: () => Promise<void>
}

/** A day counts as begun only when everything was tried, so a crash in the middle repeats it; twice does no harm. */
export const beginDays = async (days: Days): Promise<void> => {
  const { db, clock } = days
  const today = dayOf(clock())
  let begun = (await lastBegun(db)) ?? eveOf(today)
  if (begun >= today) return
  for (const row of await casesWithoutClocks(db, clocked)) await countAgain(days, row)
  await nameWhatWasUnnamed(days, begun, today)
  const faults: unknown[] = []
  while (begun < today) {
    begun = (await nextEventful(db, begun, today, remindersOn(days.numbersOn(today)), outside)) ?? today
    faults.push(...(await beginDay(days, begun, today)))
    // From the first day on that left something undone, all are gone through again.
    if (faults.length === 0) await noteBegun(db, begun)
  }
  if (faults.length > 0) throw new AggregateError(faults, `could not carry on ${faults.length} cases whose time was over`)
}

const beginDay = async (days: Days, on: Day, today: Day): Promise<readonly unknown[]> => {
  const { db, numbersOn } = days
  const faults = await bringAbout(days, on, on === today ? undefined : on)
  await writeReminders(db, on, remindersOn(numbersOn(on)))
  await writeOverdue(db, on)
  return faults
}

/** What follows may let another clock run out the same day: it is looked again until nothing more is done. */
const bringAbout = async (days: Days, on: Day, legalDay: Day | undefined): Promise<readonly unknown[]> => {
  const faults: unknown[] = []
  let isDone = true
  while (isDone && faults.length === 0) {
    isDone = false
    for (const { procedure, id, act } of onceEach(
      (await ranOut(days.db, on)).filter((one) => legalDay === undefined || !outside.includes(keyOf(one))),
    ))
      try {
        if ((await days.surroundings.act(commandOf(procedure), act, id, {}, legalDay)) === 'refused') continue
        isDone = true
        // What follows from one comes before the next: in whatever time the day is gone through, its order is the same.
        await days.rest()
      } catch (fault) {
        // One case that cannot be carried on holds up none of the others.
        faults.push(fault)
      }
  }
  return faults
}

interface Following {
  readonly procedure: string
  readonly id: string
  readonly act: string
}

const onceEach = (
  found: readonly { readonly procedure: string; readonly id: string; readonly act: string | null }[],
): readonly Following[] => {
  const byName = new Map(found.map(({ procedure, id, act }) => [`${procedure}/${id} ${act}`, { procedure, id, act: act ?? '' }]))
  return [...byName.values()]
}

const clockRules = procedures.flatMap(({ clocks = [] }): readonly ClockRule<unknown, unknown>[] => clocks)
const keyOf = ({ procedure, name }: { readonly procedure: string; readonly name: string }): string => `${procedure} ${name}`
/** Nobody outside can be asked for a day that is over. */
const outside = procedures.flatMap(({ name: procedure, clocks = [] }) =>
  (clocks as readonly ClockRule<unknown, unknown>[]).filter(({ asksOutside }) => asksOutside).map(({ name }) => keyOf({ procedure, name })),
)
const clocked = procedures.filter(({ clocks }) => clocks !== undefined).map(({ name }) => name)
const reminderKeys = [...new Set(clockRules.flatMap(({ remind }) => (remind === undefined ? [] : [remind])))]

const remindersOn = (parameters: Parameters): Reminders =>
  reminderKeys.flatMap((remind) => remindersBefore(remind, parameters).map((days) => ({ remind, days })))

/** Last days that rest on other cases, those whose working days may have been published since, and clocks that start under the numbers of today. */
const nameWhatWasUnnamed = async (days: Days, begun: Day, today: Day): Promise<void> => {
  for (const row of await unnamedClocks(days.db, begun, today)) await (row.by_facts ? nameByFacts(days, row) : countAgain(days, row))
}

/** A number was changed: clocks that have not started run under the new one; those that run keep the number they started under. */
export const recountAhead = async (days: Pick<Days, 'db' | 'clock' | 'numbersOn' | 'surroundings'>): Promise<void> => {
  for (const row of await clocksAhead(days.db, dayOf(days.clock()))) await countAgain(days, row)
}

const nameByFacts = async ({ db, clock, numbersOn, surroundings, factsOf }: Days, row: ClockTable): Promise<void> => {
  const { clocks = [] } = procedureNamed(row.procedure)
  const named = clocks.find(({ name }: { name: string }) => name === row.name)?.dueByFacts
  const state = await surroundings.now(procedureNamed(row.procedure), row.id)
  const due = named?.(state, await factsOf(row.procedure, row.id), numbersOn(dayOf(clock())))
  if ((due ?? null) !== row.due) await nameDue(db, row, due)
}

const countAgain = async (
  { db, numbersOn, surroundings }: Pick<Days, 'db' | 'numbersOn' | 'surroundings'>,
  { procedure, id }: Pick<ClockTable, 'procedure' | 'id'>,
): Promise<void> => {
  const kind = procedureNamed(procedure)
  const rows = clockRows(kind, id, await surroundings.now(kind, id), numbersOn)
  await db.transaction().execute((tx) => writeClocks(tx, procedure, id, rows))
}
