/** Writes a serving copy in a worker of its own, batch by batch: nothing waits for it, and no more than a few batches stand in memory. */
import { Worker } from 'node:worker_threads'
import type { ServedColumn, ServedRow, ServingStore } from './serving-store.ts'

/** What the writer is told, in this order: the shape, the rows in batches, the end. */
export type WriterWord =
  | { readonly word: 'begin'; readonly file: string; readonly columns: readonly ServedColumn[]; readonly indexed: readonly string[] }
  | { readonly word: 'rows'; readonly rows: readonly ServedRow[] }
  | { readonly word: 'end' }
/** Each word is answered when it has been done. */
export type WriterAnswer = { readonly done: number } | { readonly fault: string }

/** Enough to keep both threads at work. */
const batchesUnderWay = 4

export const writeCopy: ServingStore['write'] = async (file, columns, batches, indexed) => {
  const writer = openWriter()
  try {
    writer.say({ word: 'begin', file, columns, indexed })
    for await (const rows of batches) {
      writer.say({ word: 'rows', rows })
      await writer.atMost(batchesUnderWay)
    }
    writer.say({ word: 'end' })
    return await writer.atMost(0)
  } finally {
    await writer.close()
  }
}

const openWriter = () => {
  const worker = new Worker(new URL('./sqlite-writer.ts', import.meta.url))
  let unanswered = 0
  let rows = 0
  let broken: Error | undefined
  let wake = (): void => undefined
  const fail = (fault: Error): void => {
    broken ??= fault
    wake()
  }
  worker.on('message', (answer: WriterAnswer) => {
    unanswered -= 1
    if ('fault' in answer) return fail(new Error(`could not write a serving copy: ${answer.fault}`))
    rows = answer.done
    wake()
  })
  worker.on('error', (cause) => fail(new Error('the writer of a serving copy has failed', { cause })))
  worker.on('exit', () => fail(new Error('the writer of a serving copy has ended')))
  return {
    say: (word: WriterWord): void => {
      unanswered += 1
      worker.postMessage(word)
    },
    /** Waits until no more than so many words are unanswered; answers the rows written by then. */
    atMost: async (words: number): Promise<number> => {
      while (unanswered > words && broken === undefined) await new Promise<void>((woken) => (wake = woken))
      if (broken !== undefined) throw broken
      return rows
    },
    close: async (): Promise<void> => {
      worker.removeAllListeners('exit')
      await worker.terminate()
    },
  }
}
