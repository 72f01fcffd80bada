import { newSigner } from '@yunhe/keys'
import { day, products } from '@yunhe/law'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import type { CertificateView } from '../views/certificates.ts'
import { credentialOf, keySetOf } from './credential.ts'

const found: CertificateView = {
  product: 'p1',
  number: 'YH3202-2026-000001-1',
  state: { ...products.start, operator: '91320200000000211R', code: 'YH3202-2026-000001', versionHash: 'ab'.repeat(32) },
  issuedOn: day('2026-04-21'),
  validTo: day('2028-04-03'),
  standing: 'valid',
  ref: 'product/p1@9',
}
const origin = 'https://data.example'
const key = newSigner('es256')

describe('a certificate as a verifiable credential', () => {
  it('W24-4 is signed with ES256 under the published key and names its entry in the log', async () => {
    const credential = await credentialOf(found, '运河数据', origin, key)
    const { payload } = await jwtVerify(credential, createLocalJWKSet(await keySetOf(key)), { typ: 'vc+jwt' })
    expect(decodeProtectedHeader(credential)).toMatchObject({ alg: 'ES256', typ: 'vc+jwt', cty: 'vc' })
    expect(payload).toMatchObject({
      id: `${origin}/certificates/${found.number}`,
      type: ['VerifiableCredential', 'DataProductRegistrationCertificate'],
      validFrom: '2026-04-20T16:00:00Z',
      credentialSubject: {
        certificateNumber: found.number,
        holder: { name: '运河数据', uscc: '91320200000000211R' },
        ledgerEntry: 'product/p1@9',
      },
    })
  })

  it('W24-4 is good to the end of its last day in Shanghai', async () => {
    const { payload } = await jwtVerify(await credentialOf(found, '', origin, key), createLocalJWKSet(await keySetOf(key)))
    expect(payload.validUntil).toBe('2028-04-03T16:00:00Z')
  })

  it('does not verify under another key, nor with one letter changed', async () => {
    const credential = await credentialOf(found, '', origin, key)
    const others = createLocalJWKSet(await keySetOf(newSigner('es256')))
    await expect(jwtVerify(credential, others)).rejects.toThrow()
    const [head = '', body = '', signature = ''] = credential.split('.')
    const changed = `${head}.${body.slice(0, -2)}${body.endsWith('AA') ? 'BB' : 'AA'}.${signature}`
    await expect(jwtVerify(changed, createLocalJWKSet(await keySetOf(key)))).rejects.toThrow()
  })
})
