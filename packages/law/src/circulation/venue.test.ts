import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { admit, renewLicence, strike, venues } from './venue.ts'

const empty = scene(venues, { facts: { sameOrganization: 0 }, on: '2026-03-02' })
const licence = { licenceNumber: '许可1', issuer: '省地方金融监督管理局', validTo: '2026-12-31' }
const form = { name: '数据交易所（示例）', organization: actors.consumer.organization, ...licence }
const admitted = empty.does(admit, actors.dataAuthority, form)

describe('W21-2 the list of venues', () => {
  it.each([
    { validTo: '2026-03-01', refused: ['W21-2'] },
    { validTo: '2026-03-02', refused: [] },
  ])('W21-2 with a licence good until $validTo: refused under $refused', ({ validTo, refused }) => {
    expect(empty.tries(admit, actors.market, { ...form, validTo }).refusedUnder).toEqual(refused)
    expect(admitted.tries(renewLicence, actors.market, { ...licence, validTo }).refusedUnder).toEqual(refused)
  })

  it('W21-2 a venue that was struck off has no licence to renew', () => {
    const struck = admitted.does(strike, actors.market, { reason: '停业' })
    expect(struck.tries(renewLicence, actors.market, licence).refusedUnder).toEqual(['W21-2'])
  })

  it('A21 no operator puts a venue on the list, and no organization stands on it twice', () => {
    expect(empty.tries(admit, actors.operator, form).codes).toEqual(['not-yours-to-do'])
    expect(empty.tries(admit, actors.market, form, { facts: { sameOrganization: 1 } }).codes).toEqual(['organization-on-the-list'])
  })
})
