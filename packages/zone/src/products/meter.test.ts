import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from '@yunhe/keys'
import { openFileLog } from '@yunhe/ledger'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MeterRecord } from '../orders.ts'
import { type MeteredCall, openMeter } from './meter.ts'

const noon = Date.parse('2026-11-23T04:00:00.000Z')
const day = 86_400_000
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yunhe-meter-'))
})
afterEach(() => rm(folder, { recursive: true }))

const call = (atMs: number, change: Partial<MeteredCall> = {}): MeteredCall => ({
  atMs,
  product: 'd1',
  key: 'k1',
  consumer: 'c1',
  scenario: 's1',
  outcome: 'served',
  rows: 1,
  ...change,
})

/** A meter over a real log; what it read at its start stands in `seen`. */
const started = async (atMs: number, name = 'meter') => {
  const log = await openFileLog({ folder: join(folder, name), origin: 'z1/meter', suite: suite('intl'), signers: [] })
  const seen: MeterRecord[] = []
  const meter = await openMeter(log, { sumsFile: join(folder, 'sums.json'), atMs, seen: (record) => seen.push(record) })
  const stop = async () => {
    meter.close()
    await log.close()
  }
  return { meter, log, seen, stop }
}

it('a start reads only the records of today, and counts those before as well', async () => {
  const first = await started(noon)
  await first.meter.record(call(noon - 2 * day))
  await first.meter.record(call(noon - 2 * day, { outcome: 'refused' }))
  await first.meter.record(call(noon - 60_000))
  await first.meter.record(call(noon, { product: 'd2' }))
  await first.stop()
  const second = await started(noon + 1000)
  expect(second.seen.map(({ index }) => index)).toEqual([2, 3])
  expect([second.meter.served('d1'), second.meter.served('d2'), second.meter.size()]).toEqual([2, 1, 4])
  await second.stop()
  const nextDay = await started(noon + day)
  expect(nextDay.seen).toEqual([])
  expect(nextDay.meter.served('d1')).toBe(2)
  await nextDay.stop()
})

it('after a crash what was recorded after the sums is read and counted once', async () => {
  const first = await started(noon)
  await first.meter.record(call(noon))
  await first.stop()
  const crashed = await started(noon)
  await crashed.meter.record(call(noon + 1))
  await crashed.log.close()
  const after = await started(noon + 2)
  expect(after.seen.map(({ index }) => index)).toEqual([0, 1])
  expect(after.meter.served('d1')).toBe(2)
  await after.stop()
})

it.each([
  ['broken', () => '{"upTo":'],
  ['of another shape', () => '{"upTo":-1}'],
  ['of a longer log', (text: string) => text.replace('"upTo":2', '"upTo":3')],
])('sums that are %s count for nothing: everything is read', async (_, change) => {
  const first = await started(noon)
  await first.meter.record(call(noon - 2 * day))
  await first.meter.record(call(noon))
  await first.stop()
  const file = join(folder, 'sums.json')
  await writeFile(file, change(await readFile(file, 'utf8')))
  const second = await started(noon)
  expect(second.seen).toHaveLength(2)
  expect(second.meter.served('d1')).toBe(2)
  await second.stop()
})
