import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { morningOf } from '../scenes/admission.ts'
import { servedProduct } from '../scenes/circulation.ts'
import { usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  await servedProduct(tested)
  await tested.settled()
})
afterAll(() => tested.stop())

const stagesOf = async (plural: string): Promise<Readonly<Record<string, string>>> => {
  const { rows } = await tested.reads('authority', `/api/cases/${plural}?pageSize=100`)
  return Object.fromEntries(rows.map(({ id, stage }: { id: string; stage: string }) => [id, stage]))
}
const goTo = async (day: string) => {
  await tested.moveTo(morningOf(day))
  await tested.settled()
}
const ours = usccOf('authority')
const theirs = usccOf('operator')

describe('what the overlay has the platform do by itself', () => {
  it('N1-1 N4-3 knows from the start what will be due, and asks for nothing while the overlay is off', async () => {
    expect(Object.values(await stagesOf('resource-registrations'))).toEqual(['expected'])
    expect(await stagesOf('disclosures')).toEqual({
      [`2026.${ours}`]: 'expected',
      [`2026.${theirs}`]: 'expected',
      [`2027.${ours}`]: 'expected',
      [`2027.${theirs}`]: 'expected',
      [`2028.${ours}`]: 'expected',
      [`2028.${theirs}`]: 'expected',
    })
  })

  it('N1-1 notes a resource that ran before and is not registered thirty working days after the overlay took hold', async () => {
    const asked = {
      parameter: 'nationalOverlay',
      value: 'on',
      from: '2026-05-06',
      valueStanding: 'recommended',
      source: '市数据主管部门决定',
      reason: '适用国家规定',
    }
    await tested.does('authority', { plural: 'parameters', act: 'set', asked })
    const nationalClocks = async () => {
      const { rows } = await tested.reads('authority', '/api/clocks?mine=no')
      return rows.filter(({ rule }: { rule: string }) => rule.startsWith('N')).map(({ name }: { name: string }) => name)
    }
    expect(await nationalClocks()).toEqual([])
    const [item = ''] = Object.keys(await stagesOf('resource-registrations'))
    const isOverdue = async () => (await tested.reads('authority', `/api/cases/resource-registrations/${item}`)).state.isOverdue
    // Saturday 9 May 2026 is worked: the thirtieth working day is 16 June.
    await goTo('2026-06-16')
    expect(await nationalClocks()).toContain('resource-first-registration')
    expect(await isOverdue()).toBe(false)
    await goTo('2026-06-17')
    expect(await isOverdue()).toBe(true)
  })
})
