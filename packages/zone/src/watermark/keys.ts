/** The secret behind all marks of a zone: from it each export and each grant has a key of its own, also when the export itself is destroyed. */
import { createHmac } from 'node:crypto'

export interface MarkKeys {
  readonly ofExport: (id: string) => Uint8Array
  readonly ofGrant: (id: string) => Uint8Array
}

/** @param secret 32 bytes that never leave the zone */
export const markKeys = (secret: Uint8Array): MarkKeys => ({
  ofExport: (id) => derived(secret, `yunhe/mark/1\nexport\n${id}`),
  ofGrant: (id) => derived(secret, `yunhe/mark/1\ngrant\n${id}`),
})

export const derived = (key: Uint8Array, purpose: string): Uint8Array => createHmac('sha256', key).update(purpose).digest()

/** As many bytes as are asked for, from a key and a purpose. */
export const stretched = (key: Uint8Array, purpose: string, bytes: number): Uint8Array => {
  const blocks = Array.from({ length: Math.ceil(bytes / 32) }, (_, at) => derived(key, `${purpose}\n${at}`))
  return Buffer.concat(blocks).subarray(0, bytes)
}
