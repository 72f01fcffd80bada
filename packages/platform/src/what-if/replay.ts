/**
 * Plays the recorded log once more under another number: each act by those who did it, on the day they did it, with what they asked.
 * An act that would have been refused is named, and what really happened goes on from there; whatever rests on it is named too.
 * Acts that nobody did are not made up: an act that would only then have been possible is not in the answer.
 */
import type { Change, Happening, Refusal, Words } from '@yunhe/law'
import type { AnyCommand } from '../commands/command.ts'
import type { Outside } from '../commands/reading.ts'
import { history, lengthOfHistory } from '../store/history.ts'
import type { Recorded } from '../store/log.ts'
import type { PayloadKeys } from '../store/payloads.ts'
import type { Db } from '../store/postgres.ts'
import { type Case, retry, type Supposed, type Trial, type Unjudged } from './retrial.ts'
import { newWorld, type World } from './world.ts'

export interface Finding {
  readonly ref: string
  readonly stream: string
  readonly act: string
  readonly title: Words
  readonly type: string
  readonly at: string
  readonly outcome: 'refused' | 'differs'
  readonly refusals: readonly Refusal[]
  readonly changes: readonly Change[]
}

/** A case whose first entry rests on an act that would have been refused. */
export interface Following {
  readonly stream: string
  readonly ref: string
  readonly restsOn: string
}

export interface WhatIf {
  readonly entries: number
  readonly judged: number
  readonly findings: readonly Finding[]
  readonly following: readonly Following[]
  readonly unjudged: readonly { readonly ref: string; readonly why: Unjudged }[]
}

export interface Sources {
  readonly db: Db
  readonly payloads: PayloadKeys
  readonly outside: Outside
  readonly commandOf: (procedure: string) => AnyCommand
}

export interface Watch {
  readonly progress: (done: number, total: number) => void
  readonly isStopped: () => boolean
}

export const whatIf = async (sources: Sources, supposed: Supposed, { progress, isStopped }: Watch): Promise<WhatIf> => {
  const total = await lengthOfHistory(sources.db)
  const play = newPlay(sources, supposed)
  let done = 0
  for await (const page of history(sources.db, sources.payloads)) {
    for (const { stream, entry } of page) await play.take(stream, entry)
    done += page.length
    progress(done, Math.max(total, done))
    if (isStopped()) break
    // Whoever else asks the platform something meanwhile is answered.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return play.told()
}

/** What happened to the act whose entries are being read. */
type Under = 'as-it-was' | 'as-it-would'

const newPlay = ({ outside, commandOf }: Sources, supposed: Supposed) => {
  const world = newWorld()
  const taints = newTaints()
  const under = new Map<string, { readonly at: string; readonly how: Under }>()
  const [findings, following, unjudged]: [Finding[], Following[], { ref: string; why: Unjudged }[]] = [[], [], []]
  let [entries, judged] = [0, 0]

  const begin = async (one: Case, entry: Recorded): Promise<Under> => {
    const trial = await retry(world, outside, supposed, one, entry)
    if (typeof trial === 'string') {
      unjudged.push({ ref: entry.ref, why: trial })
      return 'as-it-was'
    }
    judged += 1
    const finding = findingOf(one, entry, trial)
    if (finding) findings.push(finding)
    if (finding?.outcome === 'refused') taints.spoil(one.stream, entry)
    if (!trial.would.ok || (finding === undefined && !world.isOtherwise(one.stream))) return 'as-it-was'
    return (await foldOtherwise(world, one, entry, trial.would.events)) ? 'as-it-would' : 'as-it-was'
  }

  const take = async (stream: string, entry: Recorded): Promise<void> => {
    entries += 1
    const name = stream.slice(0, stream.indexOf('/'))
    const one: Case = { command: commandOf(name), id: stream.slice(name.length + 1), stream }
    const rested = taints.reached(stream, entry)
    if (rested !== undefined) following.push({ stream, ref: entry.ref, restsOn: rested })
    // Further entries of one act carry no form: they went with the first.
    const going = under.get(stream)
    const isFurther = entry.asking === undefined && entry.event !== undefined && going?.at === entry.ground.at
    const how = isFurther && going ? going.how : await begin(one, entry)
    under.set(stream, { at: entry.ground.at, how })
    await foldAsItWas(world, one, entry, how)
  }
  return { take, told: (): WhatIf => ({ entries, judged, findings, following, unjudged }) }
}

const findingOf = ({ stream }: Case, { ref, type, ground, asking }: Recorded, { outcome, act }: Trial): Finding | undefined => {
  if (outcome.outcome !== 'refused' && outcome.outcome !== 'differs') return undefined
  return {
    ref,
    stream,
    act: asking?.act ?? '',
    title: act.title,
    type,
    at: ground.on ?? ground.at,
    outcome: outcome.outcome,
    refusals: outcome.outcome === 'refused' ? outcome.refusals : [],
    changes: outcome.outcome === 'differs' ? outcome.changes : [],
  }
}

/** The case goes on as it would have gone, from where it stood; false where it cannot. */
const foldOtherwise = async (world: World, { command, stream }: Case, entry: Recorded, events: readonly Happening[]): Promise<boolean> => {
  const { procedure } = command
  const { state, version } = await world.would.standing(procedure, stream)
  try {
    const folded = events.reduce((so: unknown, event) => procedure.evolve(so, event, entry.ground), state)
    world.keepOtherwise(procedure, stream, { version: version + events.length, last: entry.ref, state: folded })
    return true
  } catch {
    return false
  }
}

const foldAsItWas = async (world: World, { command, stream }: Case, entry: Recorded, how: Under): Promise<void> => {
  const { procedure } = command
  const folded = (state: unknown): unknown => (entry.event === undefined ? state : procedure.evolve(state, entry.event, entry.ground))
  const was = await world.was.standing(procedure, stream)
  const would = await world.would.standing(procedure, stream)
  world.keep(procedure, stream, { version: entry.version, last: entry.ref, state: folded(was.state) })
  if (world.isOtherwise(stream) && how === 'as-it-was')
    world.keepOtherwise(procedure, stream, { version: would.version + 1, last: entry.ref, state: folded(would.state) })
}

/** Which entries rest, over however many steps, on an act that would have been refused. */
const newTaints = () => {
  const fromByStream = new Map<string, { readonly version: number; readonly ref: string }>()
  const partsOf = (ref: string) => [ref.slice(0, ref.lastIndexOf('@')), Number(ref.slice(ref.lastIndexOf('@') + 1))] as const
  return {
    spoil: (stream: string, { version, ref }: Recorded): void => {
      if (!fromByStream.has(stream)) fromByStream.set(stream, { version, ref })
    },
    /** The spoiled entry that a case comes to rest on with this entry; nothing where it rests on none, or did before. */
    reached: (stream: string, { version, ref, basis }: Recorded): string | undefined => {
      if (fromByStream.has(stream)) return undefined
      const spoiled = basis.find((one) => {
        const [other, at] = partsOf(one)
        const from = fromByStream.get(other)
        return from !== undefined && at >= from.version
      })
      if (spoiled !== undefined) fromByStream.set(stream, { version, ref })
      return spoiled
    },
  }
}
