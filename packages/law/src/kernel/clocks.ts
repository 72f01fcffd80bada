/**
 * Clocks as data: what starts one, its last day, whose it is, and what follows as the day after begins. A clock is computed from the folded case
 * alone, so that a replay gives the same clocks; days follow articles 200 to 203 of the civil code.
 */
import type { RuleId } from '../articles.ts'
import { inForceFrom, type ParameterKey, type Parameters } from '../parameters.ts'
import { addDays, type Day } from './days.ts'
import type { Role } from './roles.ts'
import type { Words } from './words.ts'
import { published, type YearNotPublished } from './workdays.ts'

export const clockKinds = {
  task: { zh: '办理期限', en: 'something to be done' },
  window: { zh: '受理期间', en: 'a window that closes' },
  notice: { zh: '公示期', en: 'a public notice' },
  term: { zh: '授权和使用期限', en: 'a term' },
  validity: { zh: '证明材料和证书有效期', en: 'a validity' },
  ban: { zh: '禁入期', en: 'a ban' },
} as const satisfies Record<string, Words>
export type ClockKind = keyof typeof clockKinds

/** Parameters that list how many days before its last day a clock is brought to mind. */
export type ReminderKey = Extract<ParameterKey, `${string}RemindDays`>

/** For whom it runs: a role, narrowed to one organization where the case names it. */
export interface Whose {
  readonly role: Role
  readonly organization?: string
}

/** One clock as it runs in a case. */
export interface Running {
  /** Tells the clocks of one rule apart: the number of a finding, a body, a period. Never personal. */
  readonly subject?: string
  /** The day it runs from, where the case tells; that day itself does not count (civil code 201). */
  readonly start?: Day
  /** Last day; the year where its working days are not published; nothing where other cases must be asked first. */
  readonly due: Day | YearNotPublished | undefined
  /** Who must act stands first; the others watch. */
  readonly whose: readonly Whose[]
  /** What is to follow has followed already, or waits for somebody else: it is still late, and the platform does no more. */
  readonly followed?: boolean
  /** The case that stops it by being there: `report/a1.2026-q1`. */
  readonly answeredBy?: string
}

export interface ClockRule<State, Facts> {
  readonly name: string
  readonly title: Words
  readonly kind: ClockKind
  readonly rule: RuleId
  /** What follows once the last day is over. */
  readonly ends: Words
  /** The act by which the platform brings that about; the law still decides whether it has come to that. */
  readonly act?: string
  /** The act asks somebody outside, who cannot be asked for a day that is over: missed days are made up for once, on the day it is. */
  readonly asksOutside?: true
  readonly remind?: ReminderKey
  readonly running: (state: State, on: NumbersOn, id: string) => readonly Running[]
  /** The last day where it rests on what other cases show; nothing where it does not run. */
  readonly dueByFacts?: (state: State, facts: Facts, parameters: Parameters) => Day | undefined
}

/** The numbers as they stood on a day: a clock runs under those of the day it started. */
export type NumbersOn = (on: Day) => Parameters

/** A running clock with everything that is known of it. */
export interface Clock {
  readonly name: string
  readonly subject: string
  readonly title: Words
  readonly kind: ClockKind
  readonly rule: RuleId
  readonly start: Day | undefined
  readonly due: Day | undefined
  /** The year whose arrangement of working days is awaited. */
  readonly notPublished: number | undefined
  readonly whose: readonly Whose[]
  readonly ends: Words
  readonly act: string | undefined
  readonly remind: ReminderKey | undefined
  readonly answeredBy: string | undefined
  readonly byFacts: boolean
}

export interface Clocked<State, Facts> {
  readonly clocks?: readonly ClockRule<State, Facts>[]
}

export const clocksOf = <State, Facts>(
  { clocks = [] }: Clocked<State, Facts>,
  id: string,
  state: State,
  numbersOn: NumbersOn,
): readonly Clock[] => {
  // What began before the measures runs under their first numbers.
  const on: NumbersOn = (start) => numbersOn(start < inForceFrom ? inForceFrom : start)
  return clocks.flatMap((one) => one.running(state, on, id).map((running) => clockOf(one, running)))
}

const clockOf = <State, Facts>(
  { name, title, kind, rule, ends, act, remind, dueByFacts }: ClockRule<State, Facts>,
  { subject = '', start, due, whose, followed, answeredBy }: Running,
): Clock => ({
  name,
  subject,
  title,
  kind,
  rule,
  start,
  due: due === undefined || !published(due) ? undefined : due,
  notPublished: due === undefined || published(due) ? undefined : due.notPublished,
  whose,
  ends,
  act: followed ? undefined : act,
  remind,
  answeredBy,
  byFacts: dueByFacts !== undefined,
})

/** Past its last day, which counts whole (civil code 203): a clock that nobody can compute is never overdue. */
export const isOverdue = ({ due }: Pick<Clock, 'due'>, on: Day): boolean => due !== undefined && on > due

/** Days before the last one on which it is brought to mind. */
export const remindersBefore = (remind: ReminderKey | undefined, parameters: Parameters): readonly number[] =>
  remind === undefined ? [] : [parameters[remind]].flat()

/** The eve of a day on which something is to follow: a clock ends with its last day, and what follows comes the day after. */
export const eveOf = (on: Day): Day => addDays(on, -1)
