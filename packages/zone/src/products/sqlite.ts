/** Look-ups in SQLite, in a worker of its own so that a slow one never holds up a freeze or another zone act; copies are written in another. */
import { Worker } from 'node:worker_threads'
import type { LookUp, ServingStore } from './serving-store.ts'
import { type Flat, flatAnswer, shapeOf, type Wish } from './sqlite-shape.ts'
import { writeCopy } from './sqlite-writing.ts'

interface Waiting {
  readonly done: (value: LookUp | undefined) => void
  readonly failed: (fault: Error) => void
}

export const sqliteStore = (): ServingStore => {
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url))
  const waiting = new Map<number, Waiting>()
  let next = 0
  let broken: Error | undefined
  let unsent: Flat[] = []

  const fail = (fault: Error): void => {
    broken = fault
    for (const { failed } of waiting.values()) failed(fault)
    waiting.clear()
  }
  worker.on('message', (answers: readonly Flat[]) => {
    for (let at = 0; at < answers.length; at += flatAnswer) {
      const [id, fault] = [Number(answers[at]), answers[at + 1]]
      const one = waiting.get(id)
      waiting.delete(id)
      const [rows, more, last, body] = [answers[at + 2], answers[at + 3], answers[at + 4], answers[at + 5]]
      if (fault !== '') one?.failed(new Error(String(fault)))
      else one?.done(typeof body === 'string' ? { rows: Number(rows), more: more === true, last: Number(last), body } : undefined)
    }
  })
  worker.on('error', (fault) => fail(new Error('the serving worker has failed', { cause: fault })))
  worker.on('exit', () => fail(new Error('the serving worker has ended')))

  /** A message between threads costs more than a look-up: what is asked in one turn of the loop travels together. */
  const send = (): void => {
    const asks = unsent
    unsent = []
    worker.postMessage(asks)
  }
  const ask = (wish: Wish, ...told: readonly Flat[]): Promise<LookUp | undefined> =>
    new Promise((done, failed) => {
      if (broken !== undefined) return failed(broken)
      waiting.set(next, { done, failed })
      if (unsent.length === 0) setImmediate(send)
      unsent.push(next++, wish, told.length, ...told)
    })

  return {
    write: writeCopy,
    open: async (product, file) => void (await ask('open', product, file)),
    look: async (product, wanted) => {
      const found = await ask(
        'look',
        product,
        shapeOf(wanted),
        wanted.limit,
        wanted.after ?? 0,
        ...wanted.conditions.map(({ value }) => value),
      )
      if (found === undefined) throw new Error(`could not look up in product ${product}: the worker gave no rows`)
      return found
    },
    close: async (product) => void (await ask('close', product)),
    stop: async () => void (await worker.terminate()),
  }
}
