/** The meter: every call, served or refused, durable before its answer leaves (articles 16 and 17). */
import type { AppendLog } from '../log.ts'
import { type MeterRecord, meterRecord } from '../orders.ts'
import { openMeterSums } from './meter-sums.ts'

export type MeteredCall = Omit<MeterRecord, 'index' | 'at'> & { readonly atMs: number }

export interface Meter {
  /** Resolves once the record is on disk; calls that come together share one flush. Throws where the disk says no. */
  readonly record: (call: MeteredCall) => Promise<void>
  /** Records from index `from` on, oldest first. */
  readonly read: (from: number, limit: number) => Promise<readonly MeterRecord[]>
  readonly size: () => number
  /** Calls served of a product since the zone began. */
  readonly served: (product: string) => number
  /** Writes down what the records add up to, so that the next start need not add them up again. */
  readonly close: () => void
}

export interface MeterStart {
  readonly sumsFile: string
  readonly atMs: number
  /** Called for each record of today that lies in the file already, oldest first, and perhaps for older ones before. */
  readonly seen: (record: MeterRecord) => void
}

export const openMeter = async (log: AppendLog, { sumsFile, atMs: startedMs, seen }: MeterStart): Promise<Meter> => {
  const sums = openMeterSums(sumsFile, log.size())
  for await (const { index, entry } of log.entries(sums.readFrom(startedMs))) {
    const record = recordIn(entry, index)
    sums.add(record, Date.parse(record.at))
    seen(record)
  }
  return {
    record: async (call) => {
      const index = await log.append(bytesOf(call))
      sums.add({ index, product: call.product, outcome: call.outcome }, call.atMs)
    },
    read: async (from, limit) => {
      const records: MeterRecord[] = []
      for await (const { index, entry } of log.entries(from)) {
        if (records.length >= limit) break
        records.push(recordIn(entry, index))
      }
      return records
    },
    size: () => log.size(),
    served: sums.served,
    close: sums.write,
  }
}

/** The canonical form, RFC 8785, written out by hand: its names stand in their order, its values are plain. It is the hot path. */
const bytesOf = ({ atMs, consumer, key, once, outcome, product, refusal, rows, scenario }: MeteredCall): Buffer =>
  Buffer.from(JSON.stringify({ at: instantOf(atMs), consumer, key, once, outcome, product, refusal, rows, scenario }))

let last = { atMs: Number.NaN, text: '' }
/** Many calls fall into one millisecond. */
const instantOf = (atMs: number): string => {
  if (atMs !== last.atMs) last = { atMs, text: new Date(atMs).toISOString() }
  return last.text
}

const recordIn = (entry: Uint8Array, index: number): MeterRecord => {
  const fields: unknown = JSON.parse(Buffer.from(entry).toString('utf8'))
  return meterRecord.parse({ ...(typeof fields === 'object' ? fields : {}), index })
}
