/** The platform without a store: cases folded in memory, judged by the same law on the same facts, with the same reactions carried out at once. */
import {
  type Actor,
  addDays,
  type Clock,
  clocksOf,
  type Day,
  dayOf,
  decide,
  type Ground,
  type Happening,
  type Instant,
  instant,
  type NumbersOn,
  type Parameters,
  parametersOn,
  type Refusal,
} from '@yunhe/law'
import type { Order } from '@yunhe/zone/orders'
import type { AnyCommand } from '../commands/command.ts'
import { commandOf } from '../commands/index.ts'
import type { Reading } from '../commands/reading.ts'
import { type Past, readingFrom } from '../commands/reading-from.ts'
import { reactions } from '../reactions/index.ts'
import type { Decision } from '../reactions/orders.ts'
import { platformItself, type Surroundings } from '../reactions/reaction.ts'
import type { Recorded } from '../store/log.ts'
import { idleZone, obey, resultOf, type ZoneAsOrdered } from './zone.ts'

export interface Case {
  readonly state: object
  readonly keys: readonly string[]
  readonly past: readonly Recorded[]
}

/** Everything that stands at one moment. A step makes another world and leaves this one as it is. */
export interface World {
  readonly at: Instant
  /** By the name of the stream, `authorization/a1`. */
  readonly cases: ReadonlyMap<string, Case>
  /** What the zone does on the orders it was given. */
  readonly zone: ZoneAsOrdered
  /** Numbers that differ from those of the day, so that a small world can be searched whole. */
  readonly numbers: Partial<Parameters>
}

export interface Move {
  readonly procedure: string
  readonly act: string
  /** Absent for an act that opens a case. */
  readonly id?: string | undefined
  readonly by: Actor
  readonly asked: Readonly<Record<string, unknown>>
}

export type Step =
  | { readonly ok: true; readonly world: World; readonly id: string; readonly events: readonly Happening[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] }

export const emptyWorld = (at: Instant, numbers: Partial<Parameters> = {}): World => ({ at, cases: new Map(), zone: idleZone, numbers })

/** What the act asks for in the wrong form is a fault of who wrote the move. */
export const take = async (world: World, move: Move): Promise<Step> => {
  const command = commandOf(move.procedure)
  const step = await judge(world, command, move)
  return step.ok ? { ...step, world: await reactIn(step) } : step
}

type Judged = Extract<Step, { ok: true }> & { readonly command: AnyCommand; readonly ref: string; readonly ground: Ground }

const judge = async (
  world: World,
  command: AnyCommand,
  { act: name, id: known, by, asked: given }: Move,
): Promise<Judged | Extract<Step, { ok: false }>> => {
  const { procedure } = command
  const act = procedure.acts.find((one) => one.name === `${procedure.name}.${name}`)
  if (act === undefined) throw new Error(`could not find the act ${procedure.name}.${name}`)
  const asked = act.asks.parse(given) as Readonly<Record<string, unknown>>
  const id = known ?? command.idFor?.(asked, by) ?? `${procedure.name}-${countOf(world, procedure.name) + 1}`
  const stream = `${procedure.name}/${id}`
  const before = world.cases.get(stream)
  const state = before?.state ?? procedure.start
  const on = dayOf(world.at)
  const facts = await factsOf(world, command, id, state, asked, by)
  const parameters = numbersIn(world)(on)
  const decision = decide(act, { state, facts, asked, by, at: world.at, on, parameters })
  if (!decision.ok) return decision
  const ground = { at: world.at, by, under: decision.under }
  const events = decision.events as readonly Happening[]
  const folded = events.reduce((so, event) => procedure.evolve(so, event, ground), state)
  const past = [
    ...(before?.past ?? []),
    ...events.map((event, at) => ({ ref: `${stream}@${(before?.past.length ?? 0) + at + 1}`, event, ground })),
  ]
  // A case is found by every name it was ever known by, as in the log.
  const keys = [...new Set([...(before?.keys ?? []), ...procedure.keysOf(folded)])]
  const cases = new Map(world.cases).set(stream, { state: folded, keys, past: past as readonly Recorded[] })
  return { ok: true, world: { ...world, cases }, id, events, command, ground, ref: `${stream}@${past.length}` }
}

const factsOf = (world: World, command: AnyCommand, id: string, state: unknown, asked?: Move['asked'], by: Actor = platformItself) =>
  command.facts({ id, state, asked, by, at: world.at }, readingIn(world))

const numbersIn =
  ({ numbers }: World): NumbersOn =>
  (on) => ({ ...parametersOn(on), ...numbers })

const countOf = ({ cases }: World, procedure: string): number =>
  [...cases.keys()].filter((stream) => stream.startsWith(`${procedure}/`)).length

const stateIn = ({ cases }: World, { name, start }: { readonly name: string; readonly start: unknown }, id: string) =>
  cases.get(`${name}/${id}`)?.state ?? start

const underIn = ({ cases }: World, procedure: string, key: string) =>
  [...cases]
    .filter(([stream, { keys }]) => stream.startsWith(`${procedure}/`) && keys.includes(key))
    .map(([stream, { state }]) => ({ id: stream.slice(procedure.length + 1), state }))

/** Facts are gathered by the very functions that the door uses; here they read the world. */
const readingIn = (world: World): Reading => {
  const past: Past = {
    standing: async (procedure, stream) => {
      const found = world.cases.get(stream)
      return { version: found?.past.length ?? 0, last: undefined, state: found?.state ?? procedure.start }
    },
    streamsUnder: async ({ name }, key) => underIn(world, name, key).map(({ id }) => `${name}/${id}`),
  }
  return readingFrom(past, {
    keyedHash: (text) => `hash of ${text}`,
    servedCalls: async () => 0,
    numbersOn: numbersIn(world),
    // No log, so no chance: the order is always the same.
    rootAfter: async () => ({ index: 0, root: new Uint8Array(32) }),
  })
}

/** What follows by itself, to its end: each reaction acts in the world that the one before left. */
const reactIn = async ({ world, command, events, id, ref, ground }: Judged): Promise<World> => {
  let now = world
  const surroundings = surroundingsOf(
    () => now,
    (next) => {
      now = next
    },
  )
  for (const event of events) {
    const wanted = reactions.filter(({ procedure, type }) => procedure === command.procedure.name && type === event.type)
    for (const { react } of wanted) await react({ id, ref, under: ground.under, at: now.at, event }, surroundings)
  }
  return now
}

const surroundingsOf = (now: () => World, goOn: (world: World) => void): Surroundings => {
  const give = async (_: Decision, order: Order) => {
    goOn({ ...now(), zone: obey(now().zone, order) })
    return { outcome: 'done', result: resultOf(order) }
  }
  const act: Surroundings['act'] = async (command, name, id, asked) => {
    const step = await take(now(), { procedure: command.procedure.name, act: name, id, by: platformItself, asked })
    if (step.ok) goOn(step.world)
    return step.ok ? 'done' : 'refused'
  }
  return {
    log: { read: async (stream: string) => now().cases.get(stream)?.past ?? [] } as Surroundings['log'],
    lists: { areThere: async () => false, ask: async () => [] },
    sealed: async () => undefined,
    orders: { give: give as unknown as Surroundings['orders']['give'] },
    now: (async (procedure: { readonly name: string; readonly start: unknown }, id: string) =>
      stateIn(now(), procedure, id)) as Surroundings['now'],
    under: (async ({ name }: { readonly name: string }, key: string) => underIn(now(), name, key)) as Surroundings['under'],
    act,
  }
}

/** The same world on another morning, after everything that the days until then bring about, each on its own day. */
export const dawn = async (world: World, at: Instant): Promise<World> => {
  const today = dayOf(at)
  let now = world
  for (let on = await nextEventful(now, today); on !== undefined; on = await nextEventful(now, today)) now = await beginDay(now, on)
  return { ...now, at }
}

/** What follows may let another clock run out the same day: it is looked again until nothing more is done. */
const beginDay = async (world: World, on: Day): Promise<World> => {
  let now: World = { ...world, at: instant(`${on}T00:00:00+08:00`) }
  for (let isDone = true; isDone; ) {
    isDone = false
    for (const { procedure, id, act, due } of await followingClocks(now)) {
      if (due >= on) continue
      const step = await take(now, { procedure, act, id, by: platformItself, asked: {} })
      if (!step.ok) continue
      now = step.world
      isDone = true
    }
  }
  return now
}

const nextEventful = async (world: World, today: Day): Promise<Day | undefined> => {
  const begun = dayOf(world.at)
  const days = (await followingClocks(world)).map(({ due }) => addDays(due, 1)).filter((on) => on > begun && on <= today)
  return days.toSorted()[0]
}

interface Following {
  readonly procedure: string
  readonly id: string
  readonly act: string
  readonly due: Day
}

/** Clocks after whose last day the platform acts. */
const followingClocks = async (world: World): Promise<readonly Following[]> => {
  const found = await Promise.all([...world.cases].map(([stream, { state }]) => followingOf(world, stream, state)))
  return found.flat()
}

const followingOf = async (world: World, stream: string, state: object): Promise<readonly Following[]> => {
  const slash = stream.indexOf('/')
  const [procedure, id] = [stream.slice(0, slash), stream.slice(slash + 1)]
  const command = commandOf(procedure)
  const running = clocksRunning(world, command, id, state)
  if (running.length === 0) return []
  const byFacts = running.some((one) => one.byFacts) ? await factsOf(world, command, id, state) : undefined
  return running.flatMap(({ name, act, due, answeredBy }) => {
    if (act === undefined || (answeredBy !== undefined && world.cases.has(answeredBy))) return []
    const named = command.procedure.clocks?.find((one) => one.name === name)?.dueByFacts
    const last = named ? named(state, byFacts, numbersIn(world)(dayOf(world.at))) : due
    return last === undefined ? [] : [{ procedure, id, act, due: last }]
  })
}

/** The clocks of a state are always the same, and the same state stands in many worlds. */
const clocksByState = new WeakMap<object, readonly Clock[]>()

const clocksRunning = (world: World, { procedure }: AnyCommand, id: string, state: object): readonly Clock[] => {
  const known = clocksByState.get(state) ?? clocksOf(procedure, id, state, numbersIn(world)).filter(({ act }) => act !== undefined)
  clocksByState.set(state, known)
  return known
}
