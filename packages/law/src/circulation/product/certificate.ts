/** Article 24: the versions of a registration certificate, and what becomes of each. */
import type { RegistrationType } from '../../identifiers/kinds.ts'
import type { Day } from '../../kernel/days.ts'
import type { CertificateStanding } from '../shapes.ts'
import type { Content } from './content.ts'

export interface Certificate {
  readonly number: string
  readonly registrationType: RegistrationType
  readonly versionHash: string
  readonly issuedOn: Day
  /** Last day it is good. */
  readonly validTo: Day
  /** What it says of the product; a later change of the product does not change what was issued. */
  readonly says: Pick<Content, 'name' | 'form' | 'meteringUnit' | 'summary' | 'scenarios'>
}

/** One version of the certificate, and what has become of it. */
export interface CertificateVersion extends Certificate {
  readonly standing: CertificateStanding
  /** From when it no longer stands. */
  readonly endedOn: Day | undefined
  readonly reason: string
}

/** The certificate that stood until now ends so; what has ended before stays as it ended. */
export const endedAs = (
  certificates: readonly CertificateVersion[],
  standing: CertificateStanding,
  endedOn: Day,
  reason: string,
): readonly CertificateVersion[] => certificates.map((one) => (one.standing === 'issued' ? { ...one, standing, endedOn, reason } : one))

const standingAfter = {
  initial: 'changed',
  change: 'changed',
  correction: 'corrected',
  renewal: 'renewed',
  cancellation: 'cancelled',
} as const satisfies Readonly<Record<RegistrationType, CertificateStanding>>

/** The next version takes the place of the one before, under the name of what was registered. */
export const withNext = (certificates: readonly CertificateVersion[], next: Certificate): readonly CertificateVersion[] => [
  ...endedAs(certificates, standingAfter[next.registrationType], next.issuedOn, ''),
  { ...next, standing: 'issued', endedOn: undefined, reason: '' },
]
