/** What the platform does by itself after an event. A reaction looks at what stands now, so that doing it twice or late does no harm. */
import { type Actor, type Day, type Happening, type Procedure, startOfDay } from '@yunhe/law'
import type { AnyCommand } from '../commands/command.ts'
import type { Lists } from '../lists/source.ts'
import type { Job, Queue } from '../store/jobs.ts'
import type { Log } from '../store/log.ts'
import type { Orders } from './orders.ts'

export interface Surroundings {
  readonly log: Log
  readonly orders: Orders
  readonly lists: Lists
  /** Resolves when the log has taken up everything written before. */
  readonly sealed: () => Promise<void>
  /** One case as it stands now. */
  readonly now: <State, Facts, Event extends Happening>(procedure: Procedure<State, Facts, Event>, id: string) => Promise<State>
  /** All cases of a kind under a key. */
  readonly under: <State, Facts, Event extends Happening>(
    procedure: Procedure<State, Facts, Event>,
    key: string,
  ) => Promise<readonly { readonly id: string; readonly state: State }[]>
  /** Performs an act as the platform; what the law refuses is no fault: the case has moved on. */
  readonly act: (
    command: AnyCommand,
    act: string,
    id: string,
    asked: Readonly<Record<string, unknown>>,
    /** The legal day it counts for, where that was missed. */
    legalDay?: Day,
  ) => Promise<'done' | 'refused'>
}

export interface Happened<Event extends Happening> {
  readonly id: string
  readonly ref: string
  readonly under: readonly string[]
  /** Moment of the entry: the beginning of its legal day where that was caught up with. */
  readonly at: string
  readonly event: Event
}

export interface Reaction {
  readonly procedure: string
  readonly type: string
  readonly queue: Queue
  readonly react: (happened: Happened<Happening>, surroundings: Surroundings) => Promise<void>
}

/** After an event of this type of that case. */
export const after = <State, Facts, Event extends Happening, Type extends Event['type']>(
  { name }: Procedure<State, Facts, Event>,
  type: Type,
  queue: Queue,
  react: (happened: Happened<Extract<Event, { type: Type }>>, surroundings: Surroundings) => Promise<void>,
): Reaction => ({ procedure: name, type, queue, react: react as Reaction['react'] })

/** Who acts when nobody does. */
export const platformItself: Actor = { person: 'platform', organization: '', roles: ['platform'], regionCode: '320200' }

export const reactTo =
  (reactions: readonly Reaction[], queue: Queue, surroundings: Surroundings) =>
  async ({ procedure, id, ref, type, on }: Job): Promise<void> => {
    const wanted = reactions.filter((one) => one.procedure === procedure && one.type === type && one.queue === queue)
    const entry = (await surroundings.log.read(`${procedure}/${id}`)).find((one) => one.ref === ref)
    if (entry?.event === undefined) return
    // What follows from an act that was caught up with counts for the same day as the act.
    const then = on === undefined ? surroundings : countingFor(on, surroundings)
    for (const { react } of wanted)
      await react({ id, ref, under: entry.ground.under, at: on === undefined ? entry.ground.at : startOfDay(on), event: entry.event }, then)
  }

const countingFor = (on: Day, surroundings: Surroundings): Surroundings => ({
  ...surroundings,
  act: (command, act, id, asked) => surroundings.act(command, act, id, asked, on),
})
