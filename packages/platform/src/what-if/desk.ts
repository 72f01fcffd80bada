/** Runs under way and the last finished ones, in memory: a run changes nothing, so nothing is lost with it. One at a time, for it is long work. */
import { randomBytes } from 'node:crypto'
import { type Sources, type WhatIf, whatIf } from './replay.ts'
import type { Supposed } from './retrial.ts'

export interface Run {
  readonly id: string
  /** Opaque id of the person who asked; nobody else is answered. */
  readonly person: string
  readonly supposed: Supposed
  state: 'running' | 'done' | 'stopped' | 'failed'
  done: number
  total: number
  found: WhatIf | undefined
}

export interface WhatIfDesk {
  readonly start: (supposed: Supposed, person: string) => Run | 'busy'
  readonly of: (id: string, person: string) => Run | undefined
  readonly stop: (id: string, person: string) => boolean
  /** Stops what runs and waits for it. */
  readonly close: () => Promise<void>
}

const kept = 10

export const openWhatIfDesk = (sources: Sources): WhatIfDesk => {
  const runs = new Map<string, Run>()
  let underWay: Promise<void> = Promise.resolve()
  const isBusy = () => [...runs.values()].some(({ state }) => state === 'running')
  const of: WhatIfDesk['of'] = (id, person) => {
    const run = runs.get(id)
    return run?.person === person ? run : undefined
  }
  return {
    of,
    start: (supposed, person) => {
      if (isBusy()) return 'busy'
      const run: Run = { id: randomBytes(8).toString('hex'), person, supposed, state: 'running', done: 0, total: 0, found: undefined }
      runs.set(run.id, run)
      for (const old of [...runs.keys()].slice(0, -kept)) runs.delete(old)
      underWay = carryOut(sources, run)
      return run
    },
    stop: (id, person) => {
      const run = of(id, person)
      if (run?.state === 'running') run.state = 'stopped'
      return run !== undefined
    },
    close: async () => {
      for (const run of runs.values()) if (run.state === 'running') run.state = 'stopped'
      await underWay
    },
  }
}

const carryOut = async (sources: Sources, run: Run): Promise<void> => {
  try {
    const found = await whatIf(sources, run.supposed, {
      progress: (done, total) => Object.assign(run, { done, total }),
      isStopped: () => run.state !== 'running',
    })
    if (run.state === 'running') Object.assign(run, { state: 'done', found })
  } catch (cause) {
    run.state = 'failed'
    console.error(`could not play the log under another number: ${cause instanceof Error ? cause.message : 'unknown fault'}`)
  }
}
