/** What an act adds to the log, and how entries are named. */
import type { Ground, Happening } from '@yunhe/law'
import type { Transaction } from 'kysely'
import type { Tables } from './tables.ts'

export type Tx = Transaction<Tables>

/** `authorization/a1@3`: the lasting name of an entry. */
export const refOf = (stream: string, version: number): string => `${stream}@${version}`

/** What was asked by the act that an entry began. */
export interface KeptAsking {
  readonly act: string
  /** Fields that the event says as they were asked. */
  readonly same: readonly string[]
  /** Fields that it does not say, with what was asked. */
  readonly also: Readonly<Record<string, unknown>>
  /** Fields that are kept by nobody. */
  readonly withheld: readonly string[]
}

/** A file that was sent before, and is named now. */
export interface SentFile {
  readonly upload: string
  readonly sha256: string
}

/** What an act adds to the log. */
export interface Addition {
  readonly procedure: string
  readonly id: string
  /** Version of the stream that the decision was taken on; 0 for a new case. */
  readonly expected: number
  /** Versions of the other streams whose facts were read. */
  readonly seen: ReadonlyMap<string, number>
  /** How many streams each key that was looked up had. */
  readonly seenKeys: ReadonlyMap<string, number>
  readonly events: readonly Happening[]
  /** What was asked, sealed with the first event. */
  readonly asking?: KeptAsking
  readonly ground: Ground
  readonly basis: readonly string[]
  /** Files that become the case's with it. */
  readonly uploads?: readonly SentFile[]
  /** Version of the rules that decided. */
  readonly rules: string
  readonly personal: boolean
  /** The case as it stands after the events. */
  readonly folded: unknown
  readonly keys: readonly string[]
}

/** Writes in the transaction of the addition, and cannot read there: a projection or the start of a reaction. */
export type Follower = (tx: Tx, addition: Addition, refs: readonly string[]) => Promise<void>

/** Somebody was faster: nothing was written. */
export class Conflict extends Error {
  readonly stream: string
  /** Names of the entries that were faster, as far as they can be told. */
  readonly faster: readonly string[]
  constructor(stream: string, faster: readonly string[] = []) {
    super(`could not append to ${stream}: it or a case it rests on has changed meanwhile`)
    this.stream = stream
    this.faster = faster
  }
}
