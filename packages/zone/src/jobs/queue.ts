/** Which job runs next: few at a time, workspaces in turn, and any of them gone at once when it must be (articles 10 and 15). */
import type { Share } from './messages.ts'
import { type JobOrder, type JobPhase, type JobResult, notRun, type RunningJob, type StartJob } from './run.ts'

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'killed'

export interface QueuedJob {
  readonly id: string
  readonly workspace: string
  readonly person: string
  readonly state: JobState
  readonly phase: JobPhase | undefined
  /** How much of the phase is done, where that is known. */
  readonly share: Share | undefined
  /** 1 is next; undefined once it has left the queue. */
  readonly position: number | undefined
}

export interface JobRequest {
  readonly workspace: string
  readonly person: string
  /** Jobs that a person waits for go before those that may take their time; `interactive` where it is left out. */
  readonly priority?: 'interactive' | 'batch'
  /** How many of the workspace may run side by side; as many as there is room for where it is left out. */
  readonly parallel?: number
  readonly order: JobOrder
}

export interface JobQueue {
  /** Takes a job in, or answers that too many of this workspace are waiting. */
  readonly submit: (
    request: JobRequest,
  ) => { readonly ok: true; readonly done: Promise<JobResult> } | { readonly ok: false; readonly code: 'queue-full' | 'id-taken' }
  readonly find: (id: string) => QueuedJob | undefined
  readonly list: (workspace?: string) => readonly QueuedJob[]
  readonly cancel: (id: string) => Promise<boolean>
  /** Ends every job of a workspace, waiting or running, by signal; answers how many when all are gone. */
  readonly killWorkspace: (workspace: string) => Promise<number>
  readonly killPerson: (person: string) => Promise<number>
  readonly killAll: () => Promise<number>
  readonly counts: () => { readonly running: number; readonly queued: number }
  /** Forgets a job that has ended. */
  readonly forget: (id: string) => void
}

interface Entry extends JobRequest {
  state: JobState
  phase: JobPhase | undefined
  share: Share | undefined
  running: RunningJob | undefined
  readonly settle: (result: JobResult) => void
  readonly done: Promise<JobResult>
}

const isLive = ({ state }: Entry) => state === 'queued' || state === 'running'

/** @param atOnce jobs that run at the same time · @param waiting jobs of one workspace that may wait */
export const openQueue = (
  start: StartJob,
  { atOnce = 2, waiting = 20 }: { readonly atOnce?: number; readonly waiting?: number } = {},
): JobQueue => {
  const entries = new Map<string, Entry>()
  /** Workspaces in the order in which they were last served. */
  const served: string[] = []
  const inState = (state: JobState) => [...entries.values()].filter((entry) => entry.state === state)

  const inTurn = (): readonly Entry[] => turns(inState('queued'), inState('running'), served)

  const runNext = () => {
    while (inState('running').length < atOnce) {
      const running = inState('running')
      const next = inTurn().find((entry) => runningOf(entry.workspace, running) < (entry.parallel ?? atOnce))
      if (next === undefined) return
      begin(next)
    }
  }

  const begin = (entry: Entry) => {
    entry.state = 'running'
    served.splice(0, served.length, ...served.filter((workspace) => workspace !== entry.workspace), entry.workspace)
    const onProgress = (phase: JobPhase, share?: Share) => {
      entry.phase = phase
      entry.share = share
      entry.order.onProgress?.(phase, share)
    }
    entry.running = start({ ...entry.order, onProgress })
    entry.running.done.then(
      (result) => end(entry, result),
      () => end(entry, { state: 'failed', code: 'sandbox-failed', ...notRun }),
    )
  }

  const end = (entry: Entry, result: JobResult) => {
    entry.state = result.state
    entry.settle(result)
    runNext()
  }

  const stop = async (entry: Entry, how: 'cancel' | 'kill'): Promise<void> => {
    if (entry.state === 'queued')
      end(entry, how === 'cancel' ? { state: 'cancelled', ...notRun } : { state: 'killed', code: 'killed', ...notRun })
    else await entry.running?.[how]()
  }

  const killWhere = async (isMeant: (entry: Entry) => boolean): Promise<number> => {
    const meant = [...entries.values()].filter((entry) => isLive(entry) && isMeant(entry))
    // Waiting ones first: none of them may start while the running ones die.
    meant.sort((one, other) => Number(one.state === 'running') - Number(other.state === 'running'))
    await Promise.all(meant.map((entry) => stop(entry, 'kill')))
    return meant.length
  }

  const viewOf = (entry: Entry, queued: readonly Entry[]): QueuedJob => {
    const place = queued.indexOf(entry)
    const { order, workspace, person, state, phase, share } = entry
    return { id: order.id, workspace, person, state, phase, share, position: place < 0 ? undefined : place + 1 }
  }

  return {
    submit: (request) => {
      if (entries.has(request.order.id)) return { ok: false, code: 'id-taken' }
      if (inState('queued').filter(({ workspace }) => workspace === request.workspace).length >= waiting)
        return { ok: false, code: 'queue-full' }
      const { promise, resolve } = deferred<JobResult>()
      entries.set(request.order.id, {
        ...request,
        state: 'queued',
        phase: undefined,
        share: undefined,
        running: undefined,
        settle: resolve,
        done: promise,
      })
      runNext()
      return { ok: true, done: promise }
    },
    find: (id) => {
      const entry = entries.get(id)
      return entry === undefined ? undefined : viewOf(entry, inTurn())
    },
    list: (workspace) => {
      const queued = inTurn()
      return [...entries.values()]
        .filter((entry) => workspace === undefined || entry.workspace === workspace)
        .map((entry) => viewOf(entry, queued))
    },
    cancel: async (id) => {
      const entry = entries.get(id)
      if (entry === undefined || !isLive(entry)) return false
      await stop(entry, 'cancel')
      return true
    },
    killWorkspace: (workspace) => killWhere((entry) => entry.workspace === workspace),
    killPerson: (person) => killWhere((entry) => entry.person === person),
    killAll: () => killWhere(() => true),
    counts: () => ({ running: inState('running').length, queued: inState('queued').length }),
    forget: (id) => {
      const entry = entries.get(id)
      if (entry !== undefined && !isLive(entry)) entries.delete(id)
    },
  }
}

const runningOf = (workspace: string, running: readonly Entry[]): number => running.filter((entry) => entry.workspace === workspace).length

/** What a person waits for first; then round by round: a workspace with fewer running jobs first, then the one served longest ago, then in order of arrival. */
const turns = (queued: readonly Entry[], running: readonly Entry[], served: readonly string[]): readonly Entry[] => {
  const seen = new Map<string, number>()
  const first = queued.filter(({ priority }) => priority !== 'batch')
  const ranked = [...first, ...queued.filter((entry) => !first.includes(entry))].map((entry, arrival) => {
    const before = seen.get(entry.workspace) ?? runningOf(entry.workspace, running)
    seen.set(entry.workspace, before + 1)
    return { entry, later: Number(entry.priority === 'batch'), before, served: served.indexOf(entry.workspace), arrival }
  })
  ranked.sort(
    (one, other) => one.later - other.later || one.before - other.before || one.served - other.served || one.arrival - other.arrival,
  )
  return ranked.map(({ entry }) => entry)
}

const deferred = <T>() => {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
