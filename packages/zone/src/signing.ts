/** Ed25519 over the RFC 8785 form: how orders, receipts, tickets and status are signed and checked on both sides (article 24). */
import { createHash, type KeyObject, sign, verify } from 'node:crypto'
import { canonicalJson } from './canonical.ts'

export interface Signed {
  readonly signature: string
}

/**
 * The body with its signature, base64url, over the canonical form of everything but the signature.
 * @param privateKey an Ed25519 key; any other kind is a fault
 */
export const signedBy = <Body extends object>(privateKey: KeyObject, body: Body): Omit<Body, 'signature'> & Signed => {
  const unsigned = withoutSignature(body)
  return { ...unsigned, signature: sign(null, bytesOf(unsigned), ed25519(privateKey)).toString('base64url') }
}

/** Whether the holder of the key signed exactly this. A signature that is not in canonical base64url is refused: one body has one signature text. */
export const isSignedBy = (publicKey: KeyObject, body: Signed): boolean => {
  const signature = Buffer.from(body.signature, 'base64url')
  if (signature.length !== 64 || signature.toString('base64url') !== body.signature) return false
  return verify(null, bytesOf(withoutSignature(body)), ed25519(publicKey), signature)
}

/** SHA-256 of the canonical form, hex: names a body without repeating it. */
export const hashOf = (body: unknown): string => createHash('sha256').update(canonicalJson(body)).digest('hex')

const bytesOf = (body: unknown): Buffer => Buffer.from(canonicalJson(body), 'utf8')

const withoutSignature = <Body extends object>(body: Body): Omit<Body, 'signature'> => {
  const { signature: _, ...unsigned } = body as Body & Partial<Signed>
  return unsigned as Omit<Body, 'signature'>
}

const ed25519 = (key: KeyObject): KeyObject => {
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error(`could not sign or check an order with a key of type ${key.asymmetricKeyType ?? key.type}`)
  return key
}
