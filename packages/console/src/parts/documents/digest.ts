/** SHA-256 by nothing but WebCrypto; the browser has it on secure connections only. */

export const canDigest = (): boolean => globalThis.crypto?.subtle !== undefined

export const sha256Of = async (bytes: Uint8Array): Promise<string> => {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export type HashVerdict = 'matches' | 'differs' | 'unable'

/** @param recorded hex, as the ledger has it */
export const verdictOn = async (bytes: Uint8Array, recorded: string): Promise<HashVerdict> => {
  if (!canDigest()) return 'unable'
  return (await sha256Of(bytes)) === recorded.toLowerCase() ? 'matches' : 'differs'
}
