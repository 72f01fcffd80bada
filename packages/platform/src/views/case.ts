/** One case as its reader sees it: what stands, what may be done and what closes the rest, what happened. */

import { type Act, type Actor, closedBy, dayOf, finalActs, type Happening, type Instant, rulesInForce } from '@yunhe/law'
import { stageMoves } from '@yunhe/law/stage-moves'
import { z } from 'zod'
import type { AnyCommand } from '../commands/command.ts'
import { fold, type Outside, readingOf } from '../commands/reading.ts'
import type { ActView, CaseView, EntryView } from '../contract/index.ts'
import type { AnyProcedure } from '../projections/procedures.ts'
import type { Log, Recorded } from '../store/log.ts'
import { Damaged } from '../store/past.ts'
import type { Db } from '../store/postgres.ts'
import { namesOf } from './names.ts'
import { namesWithin } from './names-within.ts'
import { redacted, stateFor } from './redaction.ts'
import { relatedTo } from './related.ts'
import { visibleRefs } from './visible-refs.ts'
import { visibleTo } from './who.ts'

export interface Sources {
  readonly db: Db
  readonly log: Log
  readonly clock: () => Instant
  readonly outside: Outside
}

// biome-ignore lint/suspicious/noExplicitAny: acts of any case, each drawn from its own table
type AnyAct = Act<any, any, any, Happening>

/** Undefined where there is no such case or the reader may not see it: the two are not told apart. */
export const caseView = async (
  { db, log, clock, outside }: Sources,
  command: AnyCommand,
  id: string,
  reader: Actor,
): Promise<CaseView | undefined> => {
  const { procedure } = command
  const row = await db
    .selectFrom('cases')
    .selectAll()
    .where('procedure', '=', procedure.name)
    .where('id', '=', id)
    .where(visibleTo(reader))
    .executeTakeFirst()
  if (row === undefined) return undefined
  const past = await log.inspect(`${procedure.name}/${id}`)
  const damaged = past.filter((one) => one.damaged).map(({ ref }) => ref)
  // A history with a hole is not folded where the last fold that was whole is kept.
  const state = (damaged.length > 0 && row.state) || fold(procedure as AnyProcedure, past)
  const shown = stateFor(procedure.name, state, reader)
  const been = new Set([row.stage, ...(shown.history ? stagesBeen(procedure as AnyProcedure, past) : [])])
  const ahead = stagesAhead(procedure.name, row.stage)
  const mentioned = [...row.organizations, ...past.map(({ ground }) => ground.by.organization), ...usccsIn(state)]
  const nameByOrganization = await namesOf(db, mentioned)
  const acts = damaged.length > 0 ? new Damaged(damaged) : await actsOrDamage({ log, clock, outside }, command, id, state, reader)
  const history = (shown.history ? past : []).map((entry) => entryView(entry, reader, nameByOrganization))
  return {
    procedure: procedure.name,
    plural: procedure.plural,
    id,
    title: row.title,
    stage: row.stage,
    stageWords: procedure.stages[row.stage] ?? { zh: row.stage, en: row.stage },
    procedureWords: procedure.title,
    stages: stagesOf(procedure).map((one) => ({ ...one, was: been.has(one.stage), mayCome: ahead.has(one.stage) })),
    state: shown.state,
    turns: row.turn_list.map((turn) => ({ ...turn })),
    acts: acts instanceof Damaged ? [] : acts,
    damaged: acts instanceof Damaged ? [...(await visibleRefs(db, reader, acts.refs))] : [],
    history,
    related: await relatedTo(db, reader, procedure.name, id),
    nameByOrganization,
    named: await namesWithin(db, reader, [shown.state, ...history.map(({ payload }) => payload)]),
  }
}

/** Where an entry cannot be read that an act would rest on, nothing can be decided, and the page says so instead of failing. */
const actsOrDamage = (...words: Parameters<typeof actsOn>): Promise<ActView[] | Damaged> =>
  actsOn(...words).catch((cause: unknown) => {
    if (cause instanceof Damaged) return cause
    throw cause
  })

/** The stages it went through; who may not see what happened is told only where it stands. */
const stagesBeen = (procedure: AnyProcedure, past: readonly Recorded[]): readonly string[] => {
  let state = procedure.start
  return past.map((one) => {
    state = fold({ ...procedure, start: state }, [one])
    return procedure.stageOf(state)
  })
}

/** The stages that acts may still lead to, one after another. */
const stagesAhead = (procedure: string, stage: string): ReadonlySet<string> => {
  const ahead = new Set<string>()
  const after = (one: string): void => {
    for (const next of stageMoves[procedure]?.[one] ?? []) {
      if (ahead.has(next)) continue
      ahead.add(next)
      after(next)
    }
  }
  after(stage)
  return ahead
}

export const stagesOf = (procedure: AnyProcedure) =>
  Object.entries(procedure.stages)
    .filter(([stage]) => stage !== 'none')
    .map(([stage, words]) => ({ stage, words }))

/** All acts of a case for this reader; those of the platform itself are left out. */
export const actsOn = async (
  { log, clock, outside }: Omit<Sources, 'db'>,
  command: AnyCommand,
  id: string,
  state: unknown,
  reader: Actor,
): Promise<ActView[]> => {
  const at = clock()
  const on = dayOf(at)
  const facts = await command.facts({ id, state, asked: undefined, by: reader, at }, readingOf(log, outside))
  const matter = { state, facts, by: reader, at, on, parameters: outside.numbersOn(on) }
  return (command.procedure.acts as readonly AnyAct[]).filter(isForPeople).map((act) => actView(act, matter))
}

/** An act that only the platform may do is closed to everybody else; nobody needs to see it. */
const isForPeople = (act: AnyAct): boolean => !act.when.some(({ actors }) => actors?.every((role) => role === 'platform'))

const actView = (act: AnyAct, matter: Parameters<typeof closedBy>[1]): ActView => {
  const closed = closedBy(act, matter)
  const final = finalActs[act.name]
  return {
    name: act.name,
    act: act.name.slice(act.name.indexOf('.') + 1),
    title: act.title,
    open: closed.length === 0,
    closedBy: closed.map((one) => ({ ...one, fields: [...one.fields] })),
    ...(final && { final }),
    rules: [...rulesInForce(act, matter)],
    asks: offering(schemaOf(act.asks), act.offers?.(matter) ?? {}),
  }
}

/** The form with what this case can take of a field's values; one that takes several says it of each. */
const offering = (form: Record<string, unknown>, offers: Readonly<Record<string, readonly string[]>>): Record<string, unknown> => {
  const properties = { ...(form.properties as Readonly<Record<string, Record<string, unknown>>>) }
  for (const [field, offered] of Object.entries(offers)) {
    const { items, ...rest } = properties[field] ?? {}
    properties[field] = items === undefined ? { ...rest, offered } : { ...rest, items: { ...items, offered } }
  }
  return Object.keys(offers).length === 0 ? form : { ...form, properties }
}

/** A form never changes while the program runs, and drawing it costs more than all rules of its act. */
const schemaOf = (form: z.ZodType): Record<string, unknown> => {
  const known = schemaByForm.get(form) ?? (z.toJSONSchema(form, { io: 'input' }) as Record<string, unknown>)
  schemaByForm.set(form, known)
  return known
}
const schemaByForm = new WeakMap<z.ZodType, Record<string, unknown>>()

const entryView = (
  { ref, version, type, ground, basis, event, index, leaf, damaged }: Recorded,
  reader: Actor,
  nameByOrganization: Readonly<Record<string, string>>,
): EntryView => {
  const { type: _, ...payload } = event ?? { type }
  return {
    ref,
    version,
    type,
    at: ground.at,
    ...(ground.on && { on: ground.on }),
    by: {
      person: ground.by.person,
      organization: ground.by.organization,
      organizationName: nameByOrganization[ground.by.organization] ?? '',
      roles: [...ground.by.roles],
    },
    under: [...ground.under],
    basis: [...basis],
    ...(event !== undefined && { payload: redacted(type, payload, reader) }),
    destroyed: event === undefined && !damaged,
    damaged: damaged === true,
    ...(index !== undefined && { index }),
    ...(leaf !== undefined && { hash: leaf }),
  }
}

const usccsIn = (value: unknown): readonly string[] => JSON.stringify(value).match(/\b[0-9A-HJ-NP-RTUW-Y]{18}\b/g) ?? []
