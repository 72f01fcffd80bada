/** The bits of a published status list as certificates stand on a day (W3C Bitstring Status List 1.0). */
import { gzipSync } from 'node:zlib'
import { type Day, type Product, products, statusListBits, statusPlaceOf } from '@yunhe/law'
import type { Db } from '../store/postgres.ts'
import { standingOn } from './certificates.ts'

/** `revocation` never goes back; `suspension` does. */
export const statusPurposes = ['revocation', 'suspension'] as const
export type StatusPurpose = (typeof statusPurposes)[number]

export const isListName = (list: string): boolean => /^2\d{3}-[1-9]\d{0,4}$/.test(list)

/** The bits of a list, the first one leftmost, gzipped, as multibase base64url. */
export const encodedList = (places: readonly number[]): string => {
  const bits = new Uint8Array(statusListBits / 8)
  for (const place of places) bits[place >> 3] = (bits[place >> 3] ?? 0) | (0x80 >> (place & 7))
  return `u${gzipSync(bits).toString('base64url')}`
}

/** Places in the list that are set for this purpose on that day. */
export const placesSet = async (db: Db, list: string, purpose: StatusPurpose, on: Day): Promise<readonly number[]> => {
  const streams = await db.selectFrom('stream_keys').select('stream').where('key', '=', `status:${list}`).execute()
  if (streams.length === 0) return []
  const ids = streams.map(({ stream }) => stream.slice(products.name.length + 1))
  const rows = await db.selectFrom('cases').select('state').where('procedure', '=', products.name).where('id', 'in', ids).execute()
  return rows.flatMap(({ state }) => {
    const product = state as unknown as Product
    return product.certificates
      .filter((version) => isSet(purpose, standingOn(product, version, on)))
      .flatMap(({ number }) => statusPlaceOf(number) ?? [])
      .filter((place) => place.list === list)
      .map(({ index }) => index)
  })
}

const isSet = (purpose: StatusPurpose, standing: ReturnType<typeof standingOn>): boolean =>
  purpose === 'suspension' ? standing === 'suspended' : standing !== 'valid' && standing !== 'suspended'
