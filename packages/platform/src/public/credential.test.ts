/// <reference path="../bitstring.d.ts" />
import { Bitstring } from '@digitalbazaar/bitstring'
import { newSigner } from '@yunhe/keys'
import { day, instant } from '@yunhe/law'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import type { CertificateView } from '../views/certificates.ts'
import { encodedList } from '../views/status-list.ts'
import { credentialOf, keySetOf, statusListCredentialOf } from './credential.ts'

const version = {
  number: 'YH3202-2026-000001-1',
  registrationType: 'initial' as const,
  versionHash: 'ab'.repeat(32),
  issuedOn: day('2026-04-21'),
  validTo: day('2028-04-03'),
  says: { name: '水位查询接口', summary: '按站点', form: 'api' as const, meteringUnit: 'call' as const, scenarios: ['water-levels'] },
  standing: 'issued' as const,
  endedOn: undefined,
  reason: '',
}
const found: CertificateView = {
  product: 'p1',
  operator: '91320200000000211R',
  code: 'YH3202-2026-000001',
  version,
  standing: 'valid',
  on: day('2026-05-01'),
  history: [{ version, standing: 'valid' }],
  ref: 'product/p1@9',
}
const origin = 'https://data.example'
const key = newSigner('es256')
const verified = async (credential: string) => jwtVerify(credential, createLocalJWKSet(await keySetOf(key)), { typ: 'vc+jwt' })

describe('a certificate as a verifiable credential', () => {
  it('W24-4 is signed with ES256 under the published key and names its entry in the log', async () => {
    const credential = await credentialOf(found, '运河数据', origin, key)
    const { payload } = await verified(credential)
    expect(decodeProtectedHeader(credential)).toMatchObject({ alg: 'ES256', typ: 'vc+jwt', cty: 'vc' })
    expect(payload).toMatchObject({
      id: `${origin}/certificates/${version.number}`,
      type: ['VerifiableCredential', 'DataProductRegistrationCertificate'],
      validFrom: '2026-04-20T16:00:00Z',
      credentialSubject: {
        certificateNumber: version.number,
        name: '水位查询接口',
        holder: { name: '运河数据', uscc: '91320200000000211R' },
        ledgerEntry: 'product/p1@9',
      },
    })
  })

  it('W24-4 is good to the end of its last day in Shanghai', async () => {
    const { payload } = await verified(await credentialOf(found, '', origin, key))
    expect(payload.validUntil).toBe('2028-04-03T16:00:00Z')
  })

  it('A24 points to its place in both status lists', async () => {
    const { payload } = await verified(await credentialOf(found, '', origin, key))
    expect(payload.credentialStatus).toEqual(
      ['revocation', 'suspension'].map((statusPurpose) => ({
        id: `${origin}/status/2026-1/${statusPurpose}#0`,
        type: 'BitstringStatusListEntry',
        statusPurpose,
        statusListIndex: '0',
        statusListCredential: `${origin}/status/2026-1/${statusPurpose}`,
      })),
    )
  })

  it('does not verify under another key, nor with one letter changed', async () => {
    const credential = await credentialOf(found, '', origin, key)
    const others = createLocalJWKSet(await keySetOf(newSigner('es256')))
    await expect(jwtVerify(credential, others)).rejects.toThrow()
    const [head = '', body = '', signature = ''] = credential.split('.')
    const changed = `${head}.${body.slice(0, -2)}${body.endsWith('AA') ? 'BB' : 'AA'}.${signature}`
    await expect(verified(changed)).rejects.toThrow()
  })
})

describe('a status list', () => {
  const places = [0, 7, 8, 256, 131_071]

  it('A24 is read by a library that is not ours: these places are set and no others', async () => {
    const encoded = encodedList(places)
    expect(encoded[0]).toBe('u')
    const bits = new Bitstring({ buffer: await Bitstring.decodeBits({ encoded: encoded.slice(1) }) })
    expect(bits.length).toBe(131_072)
    expect(Array.from({ length: bits.length }, (_, at) => at).filter((at) => bits.get(at))).toEqual(places)
  })

  it('A24 is a signed credential of its own that speaks to the end of the day', async () => {
    const list = { list: '2026-1', purpose: 'revocation' as const, encodedList: encodedList(places) }
    const times = { at: instant('2026-05-01T10:00:00+08:00'), until: instant('2026-05-02T00:00:00+08:00') }
    const { payload } = await verified(await statusListCredentialOf({ ...list, ...times }, origin, key))
    expect(payload).toMatchObject({
      id: `${origin}/status/2026-1/revocation`,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      validFrom: '2026-05-01T02:00:00Z',
      validUntil: '2026-05-01T16:00:00Z',
      credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList: list.encodedList },
    })
  })
})
