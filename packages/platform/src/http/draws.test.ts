import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawnExperts, filedApplication, sheet } from '../scenes/admission.ts'
import { pathOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let application: string
beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  application = await filedApplication(tested)
  await tested.does('authority', deed('accept'))
})
afterAll(() => tested.stop())

const deed = (act: string, asked: unknown = {}) => ({ plural: 'applications', act, id: application, asked })
const opinion = { conflict: 'none', sheet, opinion: '可行' }
const refused = async (login: string, act: string, asked: unknown) => {
  const { status, body } = await (await tested.signedIn(login)).post(pathOf(deed(act)), asked)
  return status === 422 ? body.refusals.map((one: { code: string }) => one.code) : status
}
const drawsFor = async (login: string) => (await (await tested.signedIn(login)).get(`/api/applications/${application}/draws`)).body.draws
const panelSeenBy = async (login: string) => (await tested.reads(login, `/api/cases/applications/${application}`)).state.panel

describe('a panel through HTTP', () => {
  it('A5 is drawn by itself once the log has taken up the call, and anybody concerned computes it again', async () => {
    const logins = await drawnExperts(tested, application)
    expect(new Set(logins).size).toBe(5)
    const [draw] = await drawsFor('authority')
    expect(draw).toMatchObject({ round: 1, seats: 5, recomputed: { agrees: true, root: draw.root, drawn: draw.drawn } })
    expect(draw.pool).toHaveLength(7)
    const [seen] = await drawsFor('operator')
    expect(seen.recomputed).toEqual(draw.recomputed)
    expect(JSON.stringify(seen)).not.toContain('p-expert')
  })

  it('W9-3 lets nobody speak who was not drawn, and shows the applicant no panel', async () => {
    const sitting = (await panelSeenBy('authority')).map(({ person }: { person: string }) => person.slice(2))
    const outsider = [1, 2, 3, 4, 5, 6, 7].map((number) => `expert${number}`).find((login) => !sitting.includes(login)) ?? ''
    expect(await refused(outsider, 'expert-opine', opinion)).toEqual(['not-on-the-panel'])
    expect(await panelSeenBy('operator')).toBeUndefined()
    const history = JSON.stringify((await tested.reads('operator', `/api/cases/applications/${application}`)).history)
    expect(sitting.some((login: string) => history.includes(`"expert":"${login}"`) || history.includes(`"person":"p-${login}"`))).toBe(
      false,
    )
  })

  it('W5-3 draws an empty seat again in a round of its own, by itself', async () => {
    const [first] = (await panelSeenBy('authority')).map(({ person }: { person: string }) => person.slice(2))
    await tested.does(first, deed('declare-conflict', { conflict: '曾任申请单位顾问' }))
    await tested.settled()
    const draws = await drawsFor('authority')
    expect(draws.map(({ round, seats }: { round: number; seats: number }) => [round, seats])).toEqual([
      [1, 5],
      [2, 1],
    ])
    expect(draws.every((one: { recomputed: { agrees: boolean } }) => one.recomputed.agrees)).toBe(true)
    const sitting = (await panelSeenBy('authority')).filter(({ left }: { left: string }) => left === '')
    expect(sitting).toHaveLength(5)
    expect(await refused(first, 'expert-opine', opinion)).toEqual(['expert-recused'])
  })

  it('is nothing to whoever may not see the application', async () => {
    expect((await (await tested.signedIn('applicant')).get(`/api/applications/${application}/draws`)).status).toBe(404)
    expect((await tested.passerBy.get(`/api/applications/${application}/draws`)).status).toBe(401)
  })
})
