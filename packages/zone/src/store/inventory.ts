/** A sealed file as an inventory names it: what a destruction says it has removed (article 19). */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'

/** Size and hash are of the bytes as they lie on disk, that is of the ciphertext. */
export interface InventoryItem {
  readonly object: string
  readonly sizeBytes: number
  readonly sha256: string
}

export const measured = async (file: string): Promise<Omit<InventoryItem, 'object'>> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash)
  return { sizeBytes: (await stat(file)).size, sha256: hash.digest('hex') }
}
