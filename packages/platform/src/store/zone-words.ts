/** What zones say: the last status of each, and the meter as it is read forward. */
import { dayOf, instant } from '@yunhe/law'
import type { MeterRecord, ZoneStatus } from '@yunhe/zone/orders'
import { sql } from 'kysely'
import type { Db } from './postgres.ts'

export const keepStatus = async (db: Db, status: ZoneStatus, at: string): Promise<void> => {
  const values = { status: JSON.stringify(status), received_at: at }
  await db
    .insertInto('zone_words')
    .values({ zone: status.zone, ...values })
    .onConflict((clash) => clash.column('zone').doUpdateSet(values))
    .execute()
  await keepUsage(db, status)
}

/** A day that is under way grows with each word of the zone; one that is over is told the same again and again, and written once. */
const keepUsage = async (db: Db, { zone, usage = [] }: ZoneStatus): Promise<void> => {
  if (usage.length === 0) return
  await sql`insert into usage_by_day (zone, day, workspace, operator, jobs, cpu_seconds, read_bytes)
    select ${zone}, told.* from jsonb_to_recordset(${JSON.stringify(usage)}::jsonb) as told(
      day text, workspace text, operator text, jobs integer, "cpuSeconds" double precision, "readBytes" bigint)
    on conflict (zone, day, workspace) do update set operator = excluded.operator, jobs = excluded.jobs,
      cpu_seconds = excluded.cpu_seconds, read_bytes = excluded.read_bytes
    where (usage_by_day.jobs, usage_by_day.cpu_seconds, usage_by_day.read_bytes)
      is distinct from (excluded.jobs, excluded.cpu_seconds, excluded.read_bytes)`.execute(db)
}

export const lastStatus = async (db: Db, zone: string): Promise<ZoneStatus | undefined> =>
  (await db.selectFrom('zone_words').select('status').where('zone', '=', zone).executeTakeFirst())?.status

/** Index of the first meter record not yet read. */
export const meterRead = async (db: Db, zone: string): Promise<number> =>
  (await db.selectFrom('zone_words').select('meter_read').where('zone', '=', zone).executeTakeFirst())?.meter_read ?? 0

/** Adds records to the days they belong to; the reading mark moves in the same transaction, so none counts twice. */
export const keepMeter = async (db: Db, zone: string, from: number, records: readonly MeterRecord[]): Promise<void> => {
  const fresh = records.filter(({ index }) => index >= from)
  const last = fresh.at(-1)
  if (last === undefined) return
  await db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('zone_words')
      .set({ meter_read: last.index + 1 })
      .where('zone', '=', zone)
      .where('meter_read', '=', from)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) return
    for (const line of summed(fresh)) {
      await tx
        .insertInto('calls_by_day')
        .values(line)
        .onConflict((clash) =>
          clash.columns(['day', 'product', 'consumer', 'scenario']).doUpdateSet({
            served: sql`calls_by_day.served + excluded.served`,
            refused: sql`calls_by_day.refused + excluded.refused`,
          }),
        )
        .execute()
    }
  })
}

const summed = (records: readonly MeterRecord[]) => {
  const lines = new Map<string, { day: string; product: string; consumer: string; scenario: string; served: number; refused: number }>()
  for (const { at, product, consumer, scenario, outcome } of records) {
    // Answered again under its id, and on no bill.
    if (outcome === 'repeated') continue
    const day = dayOf(instant(at))
    const key = [day, product, consumer, scenario].join('\n')
    const line = lines.get(key) ?? { day, product, consumer, scenario, served: 0, refused: 0 }
    line[outcome] += 1
    lines.set(key, line)
  }
  return [...lines.values()]
}

/** Served calls of a product by a consumer over days, both ends included. */
export const servedCalls = async (db: Db, product: string, consumer: string, from: string, to: string): Promise<number> => {
  const row = await db
    .selectFrom('calls_by_day')
    .select(({ fn }) => fn.sum<string>('served').as('served'))
    .where('product', '=', product)
    .where('consumer', '=', consumer)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .executeTakeFirst()
  return Number(row?.served ?? 0)
}
