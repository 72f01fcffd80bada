/** Proves in the browser that an entry lies in the log: RFC 6962 over SHA-256, by nothing but WebCrypto. */

const joined = (...parts: readonly Uint8Array<ArrayBuffer>[]) => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const sha256 = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
export const leafHash = (entry: string) => sha256(joined(new Uint8Array([0]), Uint8Array.from(new TextEncoder().encode(entry))))
const nodeHash = (left: Uint8Array<ArrayBuffer>, right: Uint8Array<ArrayBuffer>) => sha256(joined(new Uint8Array([1]), left, right))

const isHex = (text: string) => /^[0-9a-f]{64}$/i.test(text)

/** A hash as hex or base64. */
export const hashOf = (text: string): Uint8Array<ArrayBuffer> => {
  if (isHex(text)) return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
}

export const base64Of = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))

/** Origin, size and root of a signed checkpoint; its signatures follow after an empty line. */
export const checkpointOf = (text: string) => {
  const [origin = '', size = '', root = ''] = text.split('\n')
  return { origin, size: Number(size), root }
}

interface Claim {
  readonly entry: string
  readonly index: number
  readonly size: number
  readonly inclusion: readonly string[]
}

/** The root that a proof leads to; nothing when its length cannot fit this index and size. */
export const rootFrom = async ({ entry, index, size, inclusion }: Claim): Promise<string | undefined> => {
  if (index < 0 || index >= size) return undefined
  let [at, last, hash] = [index, size - 1, await leafHash(entry)]
  for (const sibling of inclusion.map(hashOf)) {
    if (last === 0) return undefined
    if (at % 2 === 1 || at === last) {
      hash = await nodeHash(sibling, hash)
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
    } else hash = await nodeHash(hash, sibling)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 ? base64Of(hash) : undefined
}

export type Verdict = 'holds' | 'broken' | 'not-here'

/** `not-here`: this browser lends no cryptography to pages without encryption. */
export const verify = async (claim: Claim, checkpoint: string): Promise<Verdict> => {
  if (typeof crypto === 'undefined' || crypto.subtle === undefined) return 'not-here'
  const { root, size } = checkpointOf(checkpoint)
  if (size !== claim.size) return 'broken'
  const reached = await rootFrom(claim).catch(() => undefined)
  return reached !== undefined && reached === root ? 'holds' : 'broken'
}
