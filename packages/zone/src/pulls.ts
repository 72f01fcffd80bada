/** Sources that are read by themselves: a steward says once which table, how and when; the zone does it as if they had asked (articles 12 and 16). */
import type { DeliveryAnswer, How } from './deliveries.ts'
import { type DeliveryRefusal, wordsOfRefusal } from './intake/refusals.ts'
import { type Sources, sourceTable } from './intake/sources/source.ts'
import { nextTime, type Timetable } from './intake/sources/timetable.ts'
import type { PullAsked } from './intake-desk.ts'
import { isLeased } from './lease.ts'
import type { ZoneLog } from './log.ts'
import type { PullTrouble, Sender } from './orders.ts'
import type { StandingPull } from './state.ts'
import { type DeliveryMode, datasetScope } from './store/manifest.ts'
import { type Clock, written } from './time.ts'

export interface PullWish extends PullAsked, Timetable {
  readonly mode: DeliveryMode
}

/** Why it is not read although its time has come. */
export type Halt = 'person-dismissed' | 'dataset-shut' | 'source-gone'

export interface PullView extends PullWish {
  readonly person: string
  readonly since: string
  /** Absent while it is halted. */
  readonly next?: string
  readonly halted?: Halt
  readonly isRunning: boolean
  readonly last?: StandingPull['last'] & { readonly reasons: readonly DeliveryRefusal['words'][] }
}

export interface Pulls {
  /** In the place of what stood before; recorded. False where this dataset may not be filled from there. */
  readonly set: (sender: Sender, dataset: string, wish: PullWish) => Promise<boolean>
  readonly end: (sender: Sender, dataset: string) => Promise<void>
  readonly of: (dataset: string) => PullView | undefined
  /** Those that bring nothing and will not by themselves. */
  readonly troubles: () => readonly { readonly dataset: string; readonly trouble: PullTrouble }[]
  /** Begins what is due; one that was missed while the zone was off or without a lease is made up for once. */
  readonly look: () => Promise<void>
}

export interface PullsGround {
  readonly log: ZoneLog
  readonly now: Clock
  readonly sources: Sources
  /** Asked again as its turn comes: other deliveries may have come first. */
  readonly pull: (sender: Sender, dataset: string, asked: PullAsked, how: How, isOpen: () => boolean) => Promise<DeliveryAnswer | undefined>
  readonly faulted: (fault: unknown, context: string) => void
}

const troubleOfHalt: Readonly<Record<Halt, PullTrouble | undefined>> = {
  'person-dismissed': 'puller-dismissed',
  'source-gone': 'pull-source-gone',
  'dataset-shut': undefined,
}

export const openPulls = ({ log, now, sources, pull, faulted }: PullsGround): Pulls => {
  const running = new Set<string>()

  const haltOf = (dataset: string, { person, source, table }: StandingPull): Halt | undefined => {
    const { dismissed, shut, datasets } = log.state()
    if (dismissed.has(person)) return 'person-dismissed'
    if (shut.has(datasetScope(dataset)) || !datasets.has(dataset)) return 'dataset-shut'
    return sourceTable(sources, dataset, source, table) === undefined ? 'source-gone' : undefined
  }
  /** A dataset that was shut on purpose is well. While one runs, the one before it tells; one that was cut short has failed. */
  const troubleOf = (dataset: string, standing: StandingPull): PullTrouble | undefined => {
    const halted = haltOf(dataset, standing)
    if (halted !== undefined) return troubleOfHalt[halted]
    const isCut = standing.last !== undefined && standing.last.outcome === undefined && !running.has(dataset)
    const trouble = isCut ? 'failed' : standing.trouble
    return trouble && `pull-${trouble}`
  }
  const nextOf = (standing: StandingPull): number => nextTime(standing, Date.parse(standing.last?.at ?? standing.since))

  /** The beginning is recorded first: whatever becomes of it, it is not begun again before its next time. */
  const run = async (dataset: string, standing: StandingPull): Promise<void> => {
    const { source, table, mode, person, organization } = standing
    const isOpen = () => isLeased(log.state().leaseUntil, now()) && haltOf(dataset, standing) === undefined
    await log.record({ type: 'pull-due', dataset })
    const answer = await pull({ person, organization }, dataset, { source, table }, { mode }, isOpen).catch((fault: unknown) => {
      faulted(fault, `the standing pull of ${dataset}`)
    })
    await log.record({
      type: 'pull-ended',
      dataset,
      outcome: answer?.outcome ?? 'failed',
      codes: answer?.outcome === 'refused' ? [...new Set(answer.refusals.map(({ code }) => code))] : [],
    })
  }

  return {
    set: async ({ person, organization }, dataset, wish) => {
      if (sourceTable(sources, dataset, wish.source, wish.table) === undefined) return false
      const { source, table, mode, every, hour } = wish
      await log.record({ type: 'pull-set', dataset, source, table, mode, every, hour, person, organization })
      return true
    },
    end: async ({ person, organization }, dataset) => {
      if (log.state().pulls.has(dataset)) await log.record({ type: 'pull-cancelled', dataset, person, organization })
    },
    of: (dataset) => {
      const standing = log.state().pulls.get(dataset)
      if (standing === undefined) return undefined
      const { organization: _, last, ...told } = standing
      const halted = haltOf(dataset, standing)
      return {
        ...told,
        ...(last && { last: { ...last, reasons: (last.codes ?? []).map(wordsOfRefusal) } }),
        isRunning: running.has(dataset),
        ...(halted === undefined ? { next: written(Math.max(nextOf(standing), now())) } : { halted }),
      }
    },
    troubles: () =>
      [...log.state().pulls].flatMap(([dataset, standing]) => {
        const trouble = troubleOf(dataset, standing)
        return trouble === undefined ? [] : [{ dataset, trouble }]
      }),
    look: async () => {
      if (!isLeased(log.state().leaseUntil, now())) return
      const due = [...log.state().pulls].filter(
        ([dataset, standing]) => !running.has(dataset) && nextOf(standing) <= now() && haltOf(dataset, standing) === undefined,
      )
      for (const [dataset] of due) running.add(dataset)
      await Promise.all(due.map(([dataset, standing]) => run(dataset, standing).finally(() => running.delete(dataset))))
    },
  }
}
