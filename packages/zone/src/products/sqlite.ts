/** Look-ups in SQLite, in a worker of its own so that a slow one never holds up a freeze or another zone act. */
import { Worker } from 'node:worker_threads'
import type { LookUp, ServingStore } from './serving-store.ts'
import type { WorkerAnswer, WorkerAsk, WorkerWish } from './sqlite-worker.ts'

interface Waiting {
  readonly done: (value: LookUp | undefined) => void
  readonly failed: (fault: Error) => void
}

export const sqliteStore = (): ServingStore => {
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url))
  const waiting = new Map<number, Waiting>()
  let next = 0
  let broken: Error | undefined

  const fail = (fault: Error): void => {
    broken = fault
    for (const { failed } of waiting.values()) failed(fault)
    waiting.clear()
  }
  worker.on('message', ({ id, ...answer }: WorkerAnswer) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (answer.fault === undefined) one?.done(answer.found)
    else one?.failed(new Error(answer.fault))
  })
  worker.on('error', (fault) => fail(new Error('the serving worker has failed', { cause: fault })))
  worker.on('exit', () => fail(new Error('the serving worker has ended')))

  const ask = (wish: WorkerWish): Promise<LookUp | undefined> =>
    new Promise((done, failed) => {
      if (broken !== undefined) return failed(broken)
      waiting.set(next, { done, failed })
      worker.postMessage({ id: next++, ...wish } satisfies WorkerAsk)
    })

  return {
    write: async (file, columns, rows, indexed) => void (await ask({ wish: 'write', file, columns, rows, indexed })),
    open: async (product, file) => void (await ask({ wish: 'open', product, file })),
    look: async (product, conditions, limit) => {
      const found = await ask({ wish: 'look', product, conditions, limit })
      if (found === undefined) throw new Error(`could not look up in product ${product}: the worker gave no rows`)
      return found
    },
    close: async (product) => void (await ask({ wish: 'close', product })),
    stop: async () => void (await worker.terminate()),
  }
}
