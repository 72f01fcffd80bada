/** What the meter's records add up to, kept beside them so that a start reads only the latest: a cache, and the records are the truth. */
import { readFileSync } from 'node:fs'
import { writeDurably } from '@yunhe/keys'
import { z } from 'zod'
import type { MeterRecord } from '../orders.ts'
import { endOfToday } from './quotas.ts'

const sumsShape = z.object({
  /** Records before this index are counted in. */
  upTo: z.int().min(0),
  servedByProduct: z.record(z.string(), z.int().min(0)),
  /** The day of the last record: the index it began with and the instant it ends. */
  dayFrom: z.int().min(0),
  dayEndsMs: z.int(),
})
type Written = z.infer<typeof sumsShape>

export interface MeterSums {
  /** Counts the record in; one that is counted already changes nothing. */
  readonly add: (record: Pick<MeterRecord, 'index' | 'product' | 'outcome'>, atMs: number) => void
  readonly served: (product: string) => number
  /** The first record that a start must read: what is not counted, and today's, of which the quotas are made. */
  readonly readFrom: (atMs: number) => number
  readonly write: () => void
}

/** How many records a start after a crash may have to read again. Writing waits for the disk, and every call waits with it. */
const writtenEvery = 250_000

/** @param size how many records there are: sums of more than that are of another log and count for nothing */
export const openMeterSums = (file: string, size: number): MeterSums => {
  const known = readSums(file, size)
  const served = new Map(Object.entries(known.servedByProduct))
  let { upTo, dayFrom, dayEndsMs } = known

  const write = (): void =>
    writeDurably(file, JSON.stringify({ upTo, servedByProduct: Object.fromEntries(served), dayFrom, dayEndsMs } satisfies Written))

  return {
    add: ({ index, product, outcome }, atMs) => {
      if (index < upTo) return
      upTo = index + 1
      if (atMs >= dayEndsMs) [dayFrom, dayEndsMs] = [index, endOfToday(atMs)]
      if (outcome === 'served') served.set(product, (served.get(product) ?? 0) + 1)
      if (upTo % writtenEvery === 0) write()
    },
    served: (product) => served.get(product) ?? 0,
    readFrom: (atMs) => (atMs < dayEndsMs ? Math.min(dayFrom, upTo) : upTo),
    write,
  }
}

const nothing: Written = { upTo: 0, servedByProduct: {}, dayFrom: 0, dayEndsMs: 0 }

const readSums = (file: string, size: number): Written => {
  try {
    const sums = sumsShape.parse(JSON.parse(readFileSync(file, 'utf8')))
    return sums.upTo <= size ? sums : nothing
  } catch {
    return nothing
  }
}
