/** An entry of the ledger: who, when, under which rules, resting on what; the payload itself only as a salted hash, so that it can be shredded. */

import { randomBytes, type Suite, type SuiteName, suites } from '@yunhe/keys'
import canonicalize from 'canonicalize'
import { maxEntryBytes } from './tiles.ts'

export interface Entry {
  /** `authorization/a1` */
  readonly stream: string
  /** 1 for the first entry of a stream, and no gaps. */
  readonly version: number
  readonly type: string
  /** RFC 3339 with offset. */
  readonly at: string
  /** Opaque id of the person; never a name. */
  readonly by: string
  readonly under: readonly string[]
  /** Earlier entries as `stream@version`: names that hold before a leaf index is given. */
  readonly basis: readonly string[]
  /** Version of the rules that decided. */
  readonly rules: string
  /** `sha256:` or `sm3:` and 64 hex digits over salt ‖ canonical payload. */
  readonly payloadHash: string
}

export const saltBytes = 32
const hashNames: Readonly<Record<SuiteName, string>> = { intl: 'sha256', gm: 'sm3' }

/** RFC 8785. Throws where a value has no JSON form. */
export const canonicalBytes = (value: unknown): Uint8Array => {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('could not write a value as canonical JSON: it has no JSON form')
  return Buffer.from(text)
}

export const newSalt = (): Uint8Array => randomBytes(saltBytes)

export const payloadHash = (suite: Suite, salt: Uint8Array, payload: unknown): string => payloadHashOf(suite, salt, canonicalBytes(payload))

/** @param canonical the payload as canonical JSON */
export const payloadHashOf = (suite: Suite, salt: Uint8Array, canonical: Uint8Array): string => {
  if (salt.length !== saltBytes) throw new Error(`could not hash a payload with a salt of ${salt.length} bytes; ${saltBytes} are needed`)
  return `${hashNames[suite.name]}:${Buffer.from(suite.hash(salt, canonical)).toString('hex')}`
}

/** Whether this is the payload the entry speaks of. */
export const isPayloadOf = (entry: Entry, salt: Uint8Array, payload: unknown): boolean =>
  payloadHash(entry.payloadHash.startsWith('sm3:') ? suites.gm : suites.intl, salt, payload) === entry.payloadHash

/** The bytes of the leaf. Throws where they are too many. */
export const entryBytes = (entry: Entry): Uint8Array => {
  const bytes = canonicalBytes(entry)
  if (bytes.length > maxEntryBytes)
    throw new Error(`could not write entry ${entry.stream}@${entry.version}: ${bytes.length} bytes, and ${maxEntryBytes} are the most`)
  return bytes
}

/** Undefined where the bytes are not an entry in canonical form: one entry has one spelling. */
export const entryFrom = (bytes: Uint8Array): Entry | undefined => {
  const value = jsonFrom(bytes)
  return isEntry(value) && Buffer.compare(canonicalBytes(value), bytes) === 0 ? value : undefined
}

const jsonFrom = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}

const isEntry = (value: unknown): value is Entry => {
  if (typeof value !== 'object' || value === null) return false
  const fields = new Map<string, unknown>(Object.entries(value))
  const texts = ['stream', 'type', 'at', 'by', 'rules', 'payloadHash'].every((name) => typeof fields.get(name) === 'string')
  const lists = ['under', 'basis'].every((name) => isTexts(fields.get(name)))
  const hash = /^(sha256|sm3):[0-9a-f]{64}$/.test(String(fields.get('payloadHash')))
  return fields.size === 9 && texts && lists && hash && Number.isSafeInteger(fields.get('version'))
}

const isTexts = (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string')
