/** Orders given to zones and their receipts, kept as evidence. */
import type { Receipt, SignedOrder } from '@yunhe/zone/orders'
import type { Db } from './postgres.ts'

export interface OrderBook {
  readonly find: (id: string) => Promise<{ readonly signed: SignedOrder; readonly receipt: Receipt | undefined } | undefined>
  readonly keep: (signed: SignedOrder, at: string) => Promise<void>
  readonly answer: (id: string, receipt: Receipt) => Promise<void>
}

export const orderBook = (db: Db): OrderBook => ({
  find: async (id) => {
    const row = await db.selectFrom('zone_orders').select(['signed', 'receipt']).where('id', '=', id).executeTakeFirst()
    return row && { signed: row.signed, receipt: row.receipt ?? undefined }
  },
  keep: async (signed, at) => {
    await db
      .insertInto('zone_orders')
      .values({ id: signed.id, zone: signed.zone, decision: signed.decision, signed: JSON.stringify(signed), sent_at: at })
      .onConflict((clash) => clash.doNothing())
      .execute()
  },
  answer: async (id, receipt) => {
    await db
      .updateTable('zone_orders')
      .set({ receipt: JSON.stringify(receipt) })
      .where('id', '=', id)
      .execute()
  },
})
