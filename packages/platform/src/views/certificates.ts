/** A certificate by its number, whatever has become of the product: anybody may ask. */
import { type Day, type Product, products } from '@yunhe/law'
import { fold } from '../commands/reading.ts'
import type { PublicSources } from './public.ts'

export type CertificateStanding = 'valid' | 'suspended' | 'taken-down' | 'expired' | 'replaced'

export interface CertificateView {
  readonly product: string
  readonly number: string
  readonly state: Product
  readonly issuedOn: Day
  readonly validTo: Day
  readonly standing: CertificateStanding
  /** The entry of the log that issued it. */
  readonly ref: string
}

export const certificateNumbered = async (
  { log }: Pick<PublicSources, 'log'>,
  number: string,
  on: Day,
): Promise<CertificateView | undefined> => {
  const [stream] = await log.keyed(`certificate:${number}`)
  const past = stream === undefined ? [] : await log.read(stream)
  const issued = past.find(({ event }) => event?.type === 'CertificateIssued' && 'number' in event && event.number === number)
  if (stream === undefined || issued?.event === undefined) return undefined
  const { issuedOn, validTo } = issued.event as unknown as { issuedOn: Day; validTo: Day }
  const state = fold(products, past)
  return {
    product: stream.slice('product/'.length),
    number,
    state,
    issuedOn,
    validTo,
    standing: standingOf(state, number, validTo, on),
    ref: issued.ref,
  }
}

const standingOf = (state: Product, number: string, validTo: Day, on: Day): CertificateStanding => {
  if (state.certificate?.number !== number) return 'replaced'
  if (on > validTo) return 'expired'
  if (state.stage === 'unshelved') return 'taken-down'
  return state.stage === 'suspended' ? 'suspended' : 'valid'
}
