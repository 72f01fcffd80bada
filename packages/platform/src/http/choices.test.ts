import { cases } from '@yunhe/law'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { grantedAuthorization, scenario } from '../scenes/admission.ts'
import { usccOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let authorization: string
beforeAll(async () => {
  tested = await testPlatform()
  authorization = await grantedAuthorization(tested)
})
afterAll(() => tested.stop())

const asked = async (login: string, path: string) => (await tested.signedIn(login)).get(`/api/choices/${path}`)
const rowsOf = async (login: string, path: string) => (await asked(login, path)).body.rows

/** Every `reference` of every form. */
const referencesIn = (schema: unknown): readonly string[] => {
  if (typeof schema !== 'object' || schema === null) return []
  const { reference } = schema as { readonly reference?: unknown }
  return [...(typeof reference === 'string' ? [reference] : []), ...Object.values(schema).flatMap(referencesIn)]
}

describe('what a form offers', () => {
  it('A9 is there for everything that a form of the law asks to be named', async () => {
    const kinds = new Set(cases.flatMap(({ acts }) => acts.flatMap(({ asks }) => referencesIn(z.toJSONSchema(asks, { io: 'input' })))))
    expect(kinds.size).toBeGreaterThan(20)
    for (const kind of kinds) expect([kind, (await asked('authority', kind)).status]).toEqual([kind, 200])
    expect((await asked('authority', 'secrets')).status).toBe(404)
  })

  it('A9 names scenarios, those of the authorization beside them, and finds them by what is typed', async () => {
    const named = { value: scenario, title: '水位查询', detail: { zh: '水位查询申报通告', en: '水位查询申报通告' } }
    expect(await rowsOf('operator', `scenarios?beside=authorization:${authorization}`)).toEqual([named])
    expect(await rowsOf('operator', `scenarios?q=${encodeURIComponent('水位')}`)).toEqual([named])
    expect(await rowsOf('operator', 'scenarios?q=nothing')).toEqual([])
  })

  it('names cases by their spoken titles, and none that the reader may not see', async () => {
    const [one] = await rowsOf('authority', 'authorizations')
    expect(one).toMatchObject({ value: authorization, title: expect.stringContaining('水位查询') })
    expect(await rowsOf('consumer', 'authorizations')).toEqual([])
  })

  it('names colleagues, and nobody of another organization', async () => {
    const { db } = tested.running
    const own = await db.selectFrom('accounts').select('person').where('organization', '=', usccOf('operator')).execute()
    const offered = await rowsOf('operator', 'people')
    expect(offered.map(({ value }: { readonly value: string }) => value).sort()).toEqual(own.map(({ person }) => person).sort())
  })

  it('A5 offers experts to who appoints them, and to nobody else', async () => {
    expect((await rowsOf('authority', 'experts-to-appoint')).length).toBeGreaterThan(0)
    expect(await rowsOf('operator', 'experts-to-appoint')).toEqual([])
  })

  it('W5-3 tells the seats of a panel to who called it, and to nobody who is judged', async () => {
    const { rows } = (await (await tested.signedIn('authority')).get('/api/cases/applications')).body
    expect((await rowsOf('authority', `experts-seated?on=applications/${rows[0].id}`)).length).toBeGreaterThan(0)
    expect(await rowsOf('operator', `experts-seated?on=applications/${rows[0].id}`)).toEqual([])
  })
})

describe('the kinds of cases in a menu', () => {
  it('A6 are those that the roles act in or that hold something for the reader', async () => {
    const concerning = async (login: string) =>
      (await (await tested.signedIn(login)).get('/api/procedures')).body
        .filter(({ concerns }: { readonly concerns: boolean }) => concerns)
        .map(({ plural }: { readonly plural: string }) => plural)
    expect(await concerning('consumer')).toEqual(expect.arrayContaining(['subscriptions']))
    expect(await concerning('consumer')).not.toContain('deliberations')
    expect(await concerning('authority')).toContain('deliberations')
  })
})
