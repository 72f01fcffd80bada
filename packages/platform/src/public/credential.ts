/** A certificate as a W3C Verifiable Credential 2.0 secured by JOSE (`vc+jwt`, ES256): see docs/formats/certificate.md. */
import type { Signer } from '@yunhe/keys'
import { endOfDay, startOfDay } from '@yunhe/law'
import { calculateJwkThumbprint, exportJWK, type JWK, SignJWT } from 'jose'
import type { CertificateView } from '../views/certificates.ts'

/** RFC 3339 with seconds. */
const dateTime = (instant: string): string => instant.replace('.000Z', 'Z')

export const credentialOf = async (found: CertificateView, holder: string, origin: string, key: Signer): Promise<string> => {
  const { number, product, state, issuedOn, validTo, ref } = found
  const claims = {
    '@context': ['https://www.w3.org/ns/credentials/v2', `${origin}/contexts/certificate-v1`],
    id: `${origin}/certificates/${number}`,
    type: ['VerifiableCredential', 'DataProductRegistrationCertificate'],
    issuer: origin,
    validFrom: dateTime(startOfDay(issuedOn)),
    validUntil: dateTime(endOfDay(validTo)),
    credentialSubject: {
      id: `${origin}/products/${product}`,
      name: state.content.name,
      form: state.content.form,
      registrationCode: state.code,
      certificateNumber: number,
      holder: { name: holder, uscc: state.operator },
      scenarios: state.content.scenarios,
      versionHash: state.versionHash,
      ledgerEntry: ref,
    },
  }
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'vc+jwt', cty: 'vc', kid: await keyIdOf(key) }).sign(key.privateKey)
}

const publicJwk = (key: Signer): Promise<JWK> => exportJWK(key.publicKey)

/** RFC 7638 thumbprint of the public key. */
const keyIdOf = async (key: Signer): Promise<string> => calculateJwkThumbprint(await publicJwk(key))

export const keySetOf = async (key: Signer) => ({
  keys: [{ ...(await publicJwk(key)), alg: 'ES256', use: 'sig', kid: await keyIdOf(key) }],
})
