/** What a public page is made from, and what it answers with. */
import type { Signer } from '@yunhe/keys'
import type { Day, Instant, Parameters } from '@yunhe/law'
import type { FastifyRequest } from 'fastify'
import type { Perform } from '../http/cases.ts'
import type { Checkpoints } from '../store/checkpoints.ts'
import type { Log } from '../store/log.ts'
import type { Db } from '../store/postgres.ts'
import type { Page, Reader } from './page.ts'

export interface PublicParts {
  readonly db: Db
  readonly log: Log
  readonly clock: () => Instant
  readonly perform: Perform
  readonly checkpoints: Checkpoints
  readonly certificateKey: Signer
  readonly origin: string
  /** Where products are called. */
  readonly zoneUrl: string
  readonly isDemo: boolean
  /** What the attacks on the zone met when they were last carried out here; absent where nobody keeps it. */
  readonly redTeamFile?: string | undefined
  /** Every number the measures leave open, as it stands on a day. */
  readonly numbersOn: (on: Day) => Parameters
  /** A keyed hash that only this platform can make. */
  readonly keyedHash: (text: string) => string
  /** Per address. */
  readonly objectionsPerMinute: number
}

/** Undefined: there is no such page. */
export type PublicPage = (parts: PublicParts, reader: Reader, request: FastifyRequest) => Promise<Page | undefined>

export const paramOf = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? ''
