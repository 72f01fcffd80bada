/** Why an act is closed or was refused, why an entry stands, why a clock runs: from the rules themselves, held against what they were held against. */
import { type Actor, dayOf, filesIn, type Instant, type RuleId, startOfDay } from '@yunhe/law'
import type { AnyCommand } from '../../commands/command.ts'
import { askedFrom } from '../../commands/kept.ts'
import { fold } from '../../commands/reading.ts'
import { pastAsOf, pastNow } from '../../commands/reading-from.ts'
import type { WhyNote, WhyView } from '../../contract/why.ts'
import type { Recorded } from '../../store/log.ts'
import { entryNamed, refAt } from '../../store/tiles.ts'
import { stateFor } from '../redaction.ts'
import { maySee } from '../who.ts'
import { type AnyAct, chainOf, citedRule, type WhySources } from './chain.ts'
import { groundsOf, streamOf } from './entries.ts'

/** @param asked the form as it was sent; absent for an act that is closed before anything is asked */
export const whyAct = async (
  sources: WhySources,
  { command, act, id, asked }: { command: AnyCommand; act: AnyAct; id: string; asked: Readonly<Record<string, unknown>> | undefined },
  reader: Actor,
): Promise<WhyView | undefined> => {
  const { log, db, clock } = sources
  const { procedure } = command
  if (id !== '' && !(await maySee(db, reader, procedure.name, id))) return undefined
  const at = clock()
  const past = pastNow(log)
  const state: unknown = id === '' ? procedure.start : (await past.standing(procedure, `${procedure.name}/${id}`)).state
  const files = asked === undefined ? [] : await sources.filesAtHand(reader, `${procedure.name}/${id}`, filesIn(asked))
  const moment = { command, act, id, state, asked, by: reader, at, on: dayOf(at), past, files }
  const { rules, numbers, facts, entries, hidden, judged } = await chainOf(sources, moment, reader, 2)
  const holds = judged.every(({ held }) => held !== false)
  return { subject: 'act', title: act.title, on: moment.on, holds, rules, numbers, facts, entries: [...entries], hidden, notes: [] }
}

export const whyEntry = async (
  sources: WhySources,
  asked: { readonly ref?: string | undefined; readonly index?: number | undefined; readonly depth: number },
  reader: Actor,
): Promise<WhyView | undefined> => {
  const ref = asked.ref ?? (asked.index === undefined ? undefined : await refAt(sources.db, asked.index))
  const found = ref === undefined || (await entryNamed(sources.db, ref)) === undefined ? undefined : await entryIn(sources, ref, reader)
  if (found === undefined) return undefined
  const { command, past, place } = found
  const entry = past[place]
  if (entry === undefined) return undefined
  const told = await judgedAgain(sources, command, past, place, reader, asked.depth)
  return {
    subject: 'entry',
    ...(told.title && { title: told.title }),
    type: entry.type,
    on: dayCounted(entry),
    holds: true,
    rules: told.rules,
    numbers: told.numbers,
    facts: told.facts,
    ...(await groundsIn(sources, entry, reader, asked.depth)),
    notes: told.notes,
  }
}

const groundsIn = async (sources: WhySources, { basis }: Recorded, reader: Actor, depth: number) => {
  const { entries, hidden } = await groundsOf(sources, reader, basis, depth)
  return { entries: [...entries], hidden }
}

/** The case of an entry, if the reader may look into it. */
export const entryIn = async ({ log, db, commands }: WhySources, ref: string, reader: Actor) => {
  const stream = streamOf(ref)
  const command = commands.find(({ procedure }) => stream.startsWith(`${procedure.name}/`))
  if (command === undefined) return undefined
  const { name } = command.procedure
  if (!(await maySee(db, reader, name, stream.slice(name.length + 1)))) return undefined
  const past = await log.inspect(stream)
  if (!stateFor(name, fold(command.procedure, past), reader).history) return undefined
  const place = past.findIndex((one) => one.ref === ref)
  return place === -1 ? undefined : { command, past, place }
}

type Told = Pick<WhyView, 'title' | 'rules' | 'numbers' | 'facts' | 'notes'>

/** Holds the act that wrote an entry against the law once more, with what it found then. */
export const judgedAgain = async (
  sources: WhySources,
  command: AnyCommand,
  past: readonly Recorded[],
  place: number,
  reader: Actor,
  depth: number,
): Promise<Told> => {
  const entry = past[place]
  const first = firstOfAct(past, place)
  const begun = past[first]
  if (entry?.damaged || begun?.damaged) return unjudged(entry, 'payload-damaged')
  if (entry?.event === undefined || begun?.event === undefined) return unjudged(entry, 'payload-destroyed')
  const { asking, ground, basis } = begun
  const act = (command.procedure.acts as readonly AnyAct[]).find(({ name }) => name === asking?.act)
  if (act === undefined || asking === undefined) return unjudged(entry, 'act-not-known')
  const asked = asking.withheld.length > 0 ? undefined : askedFrom(asking, begun.event)
  const id = streamOf(begun.ref).slice(command.procedure.name.length + 1)
  const state: unknown = fold(command.procedure, past.slice(0, first))
  const at = (ground.on === undefined ? ground.at : startOfDay(ground.on)) as Instant
  const moment = {
    command,
    act,
    id,
    state,
    asked,
    by: ground.by,
    at,
    on: dayCounted(begun),
    past: pastAsOf(sources.log, basis),
    files: filesIn(asked),
  }
  const { rules, numbers, facts, judged } = await chainOf(sources, moment, reader, Math.min(depth, 1))
  const notes: WhyNote[] = [
    ...(asked === undefined ? (['form-not-kept'] as const) : []),
    ...(judged.some(({ held }) => held === false) ? (['judged-otherwise'] as const) : []),
  ]
  // It was recorded, so every rule held: what cannot be judged again was judged then.
  return { title: act.title, rules: rules.map((one) => ({ ...one, held: true })), numbers, facts, notes }
}

const unjudged = (entry: Recorded | undefined, note: WhyNote): Told => ({
  rules: (entry?.ground.under ?? []).map((rule: RuleId) => ({ ...citedRule(rule), held: true })),
  numbers: [],
  facts: [],
  notes: [note],
})

/** An act may write several entries; what was asked rests with the first. */
const firstOfAct = (past: readonly Recorded[], place: number): number => {
  const isOfOneAct = (one: Recorded | undefined, other: Recorded | undefined) =>
    one !== undefined && one.ground.at === other?.ground.at && one.ground.by.person === other.ground.by.person
  let first = place
  while (past[first]?.asking === undefined && isOfOneAct(past[first - 1], past[first])) first -= 1
  return first
}

const dayCounted = ({ ground }: Recorded) => ground.on ?? dayOf(ground.at as Instant)
