/** Signed answers: RFC 9421 message signatures over the digest of the body (RFC 9530), the product, its version, the scenario and the call. */
import { hash, type KeyObject, sign } from 'node:crypto'

export interface SignedAnswer {
  readonly status: number
  /** SHA-256 of the body, base64. */
  readonly bodyDigest: string
  readonly product: string
  readonly version: number
  readonly scenario: string
  /** A number of this one answer: two answers with one number are one answer sent twice. */
  readonly requestId: string
  readonly createdSeconds: number
}

export interface AnswerKey {
  readonly zone: string
  /** The zone's own, Ed25519: the one its receipts are signed with. */
  readonly privateKey: KeyObject
}

type Headers = Readonly<Record<string, string>>

export const digestOf = (body: string): string => hash('sha256', body, 'base64')

/** The components, in the order in which they are signed; names as they stand in the answer. */
const componentsOf = ({ status, bodyDigest, product, version, scenario, requestId }: SignedAnswer) =>
  [
    ['@status', String(status)],
    ['content-digest', `sha-256=:${bodyDigest}:`],
    ['yunhe-product', product],
    ['yunhe-version', String(version)],
    ['yunhe-scenario', scenario],
    ['yunhe-request-id', requestId],
  ] as const

/** RFC 9421, 2.5: each component on its line, the last line says which they are. */
export const signatureBase = (answer: SignedAnswer, zone: string): { readonly base: string; readonly parameters: string } => {
  const components = componentsOf(answer)
  const names = components.map(([name]) => `"${name}"`).join(' ')
  const parameters = `(${names});created=${answer.createdSeconds};keyid="${zone}";alg="ed25519"`
  const lines = [...components.map(([name, value]) => `"${name}": ${value}`), `"@signature-params": ${parameters}`]
  return { base: lines.join('\n'), parameters }
}

export const signedHeaders = (answer: SignedAnswer, { zone, privateKey }: AnswerKey): Headers => {
  const { base, parameters } = signatureBase(answer, zone)
  const said = componentsOf(answer).filter(([name]) => !name.startsWith('@'))
  return {
    ...Object.fromEntries(said),
    'signature-input': `sig=${parameters}`,
    signature: `sig=:${sign(null, Buffer.from(base), privateKey).toString('base64')}:`,
  }
}
