/** Certificates by their number or registration code, as they stood on a day, whatever has become of the product: anybody may ask. */
import { type CertificateVersion, type Day, dayOf, instant, type Product, products } from '@yunhe/law'
import { fold } from '../commands/reading.ts'
import type { Log, Recorded } from '../store/log.ts'

/** What the law says of a version, and what follows for its use on the day. */
export type StandingOnDay = 'valid' | 'suspended' | Exclude<CertificateVersion['standing'], 'issued'>

export interface CertificateView {
  readonly product: string
  readonly operator: string
  readonly code: string
  readonly version: CertificateVersion
  readonly standing: StandingOnDay
  readonly on: Day
  /** Every version issued by that day, newest first. */
  readonly history: readonly { readonly version: CertificateVersion; readonly standing: StandingOnDay }[]
  /** The entry of the log that issued it. */
  readonly ref: string
}

/** A registration code stands for the newest certificate under it. */
export const certificateNumbered = async (
  { log }: { readonly log: Pick<Log, 'keyed' | 'read'> },
  number: string,
  on: Day,
): Promise<CertificateView | undefined> => {
  const stream = (await log.keyed(`certificate:${number}`))[0] ?? (await log.keyed(`code:${number}`))[0]
  if (stream === undefined) return undefined
  const past = (await log.read(stream)).filter(({ ground }) => dayOf(instant(ground.at)) <= on)
  const state = fold(products, past)
  const version = state.certificates.find((one) => one.number === number) ?? (state.code === number ? state.certificates.at(-1) : undefined)
  if (version === undefined) return undefined
  return {
    product: stream.slice('product/'.length),
    operator: state.operator,
    code: state.code,
    version,
    standing: standingOn(state, version, on),
    on,
    history: state.certificates.toReversed().map((one) => ({ version: one, standing: standingOn(state, one, on) })),
    ref: refIn(past, version.number),
  }
}

const refIn = (past: readonly Recorded[], number: string): string =>
  past.find(({ event }) => event?.type === 'CertificateIssued' && 'number' in event && event.number === number)?.ref ?? ''

const inUse: readonly Product['stage'][] = ['certified', 'publishing', 'published']

/** A version that stands is suspended with its product: off the shelf, stopped, or while the next version is being made. */
export const standingOn = (
  state: Pick<Product, 'stage' | 'certificate'>,
  { standing, validTo, number }: CertificateVersion,
  on: Day,
): StandingOnDay => {
  if (standing !== 'issued') return standing
  if (on > validTo) return 'expired'
  return inUse.includes(state.stage) && state.certificate?.number === number ? 'valid' : 'suspended'
}
