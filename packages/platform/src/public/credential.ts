/** A certificate as a W3C Verifiable Credential 2.0 secured by JOSE (`vc+jwt`, ES256), and the status lists it points to: see docs/formats/certificate.md. */
import type { Signer } from '@yunhe/keys'
import { endOfDay, type Instant, startOfDay, statusPlaceOf } from '@yunhe/law'
import { calculateJwkThumbprint, exportJWK, type JWK, SignJWT } from 'jose'
import type { CertificateView } from '../views/certificates.ts'
import { type StatusPurpose, statusPurposes } from '../views/status-list.ts'

/** RFC 3339 with seconds. */
const dateTime = (instant: string): string => instant.replace(/\.\d{3}Z$/, 'Z')

const signed = async (claims: Readonly<Record<string, unknown>>, key: Signer): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'vc+jwt', cty: 'vc', kid: await keyIdOf(key) }).sign(key.privateKey)

const credentials = 'https://www.w3.org/ns/credentials/v2'

export const statusListAddress = (origin: string, list: string, purpose: StatusPurpose): string => `${origin}/status/${list}/${purpose}`

/** One entry a purpose; a number without a place has none, and is none of ours. */
const statusOf = (number: string, origin: string) => {
  const place = statusPlaceOf(number)
  if (place === undefined) return []
  return statusPurposes.map((statusPurpose) => {
    const statusListCredential = statusListAddress(origin, place.list, statusPurpose)
    return {
      id: `${statusListCredential}#${place.index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose,
      statusListIndex: String(place.index),
      statusListCredential,
    }
  })
}

export const credentialOf = async (
  { version, product, operator, code, ref }: CertificateView,
  holder: string,
  origin: string,
  key: Signer,
): Promise<string> => {
  const { number, issuedOn, validTo, says, versionHash, registrationType } = version
  return signed(
    {
      '@context': [credentials, `${origin}/contexts/certificate-v1`],
      id: `${origin}/certificates/${number}`,
      type: ['VerifiableCredential', 'DataProductRegistrationCertificate'],
      issuer: origin,
      validFrom: dateTime(startOfDay(issuedOn)),
      validUntil: dateTime(endOfDay(validTo)),
      credentialStatus: statusOf(number, origin),
      credentialSubject: {
        id: `${origin}/products/${product}`,
        ...says,
        registrationCode: code,
        registrationType,
        certificateNumber: number,
        holder: { name: holder, uscc: operator },
        versionHash,
        ledgerEntry: ref,
      },
    },
    key,
  )
}

export interface StatusList {
  readonly list: string
  readonly purpose: StatusPurpose
  /** Multibase base64url of the gzipped bits. */
  readonly encodedList: string
  readonly at: Instant
  /** Last moment for which it speaks. */
  readonly until: Instant
}

export const statusListCredentialOf = async (
  { list, purpose, encodedList, at, until }: StatusList,
  origin: string,
  key: Signer,
): Promise<string> => {
  const id = statusListAddress(origin, list, purpose)
  return signed(
    {
      '@context': [credentials],
      id,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: origin,
      validFrom: dateTime(at),
      validUntil: dateTime(until),
      credentialSubject: { id: `${id}#list`, type: 'BitstringStatusList', statusPurpose: purpose, encodedList },
    },
    key,
  )
}

const publicJwk = (key: Signer): Promise<JWK> => exportJWK(key.publicKey)

/** RFC 7638 thumbprint of the public key. */
const keyIdOf = async (key: Signer): Promise<string> => calculateJwkThumbprint(await publicJwk(key))

export const keySetOf = async (key: Signer) => ({
  keys: [{ ...(await publicJwk(key)), alg: 'ES256', use: 'sig', kid: await keyIdOf(key) }],
})
