import { describe, expect, it } from 'vitest'
import { actors, organizationNumber } from '../actors.ts'
import { amend, calls, publish } from '../admission/call.ts'
import { cases } from '../cases.ts'
import { opine } from '../conduct/data-request/decision.ts'
import { submit } from '../conduct/data-request/submission.ts'
import { type DataRequestFacts, dataRequests } from '../conduct/data-request.ts'
import { convene, deliberations } from '../duties/deliberation.ts'
import { districtCodes } from '../identifiers/region.ts'
import { scene } from '../testing.ts'
import { day } from './days.ts'
import { isOfficial, regionOf } from './place.ts'
import type { Actor, Role } from './roles.ts'

const content = {
  title: '江阴市公交数据授权运营通告',
  summary: '面向江阴市公交准点服务场景征集运营单位。',
  mode: 'scenario',
  scenarios: [{ id: 'bus', name: '公交准点', description: '', data: ['公交到站记录'] }],
  openFrom: '2026-03-09',
  openTo: '2026-03-20',
  conditions: '符合办法第七条规定。',
  noticeWorkdays: 5,
  reviewBodies: [actors.reviewer.organization],
  expertCount: 5,
}
const empty = scene(calls, { facts: { undecided: 0 }, on: '2026-03-02' })
const ofJiangyin = empty.does(publish, actors.jiangyin, content)
const ofTheCity = empty.does(publish, actors.dataAuthority, content)

describe('A4 a case belongs to the region of the body that opens it', () => {
  it('A4 and says so when it is a district, once and for good', () => {
    expect(empty.tries(publish, actors.jiangyin, content).events).toMatchObject([{ regionCode: '320281' }])
    expect(regionOf(ofJiangyin.does(amend, actors.jiangyin, content).state)).toBe('320281')
  })

  it('A4 a case of the city says nothing of it', () => {
    expect(empty.tries(publish, actors.dataAuthority, content).events[0]).not.toHaveProperty('regionCode')
    expect(regionOf(ofTheCity.state)).toBe('320200')
  })

  it('A6 the data authority of a district does there what the measures give the data authority', () => {
    expect(ofJiangyin.tries(amend, actors.jiangyin, content).codes).toEqual([])
  })

  it('A4 another district does nothing in it, and nothing in a case of the city', () => {
    expect(ofJiangyin.tries(amend, actors.yixing, content).codes).toEqual(['not-your-call', 'other-region'])
    expect(ofTheCity.tries(amend, actors.yixing, content).codes).toEqual(['not-your-call', 'other-region'])
    expect(ofJiangyin.tries(amend, actors.yixing, content).refusedUnder).toContain('A4')
  })

  it('A4 the city may act in every district', () => {
    expect(ofJiangyin.tries(amend, actors.dataAuthority, content).codes).toEqual(['not-your-call'])
  })
})

describe('A4 a case that rests on another belongs where that one does', () => {
  const request = {
    authorization: 'a1',
    scenario: 'bus',
    purpose: 'industry-development',
    items: [{ item: 'i1', fields: [{ name: 'stop', disclosure: 'plain' }], reason: '统计准点率所需' }],
    until: '2028-05-01',
    procedures: '登录、查询、审查。',
  }
  const agencyThere: Actor = { ...actors.agency, organization: organizationNumber(90, '11'), regionCode: '320281' }
  const authorization: DataRequestFacts['authorization'] = {
    stage: 'active',
    operator: actors.operator.organization,
    authority: actors.dataAuthority.organization,
    mode: 'scenario',
    domains: [],
    scenarios: ['bus'],
    until: day('2028-05-01'),
    reviewBodies: [actors.reviewer.organization],
    reportsDue: [],
  }
  const facts: DataRequestFacts = {
    authorization,
    items: [
      {
        id: 'i1',
        inCatalog: true,
        provider: agencyThere.organization,
        dataset: 'bus',
        domain: 'transport',
        openAttribute: 'conditional',
        secrecy: false,
        fields: [{ name: 'stop', personal: 'none' }],
      },
    ],
    providersWithoutPlan: [],
    operatorPlanValid: true,
    listUsedBefore: false,
    personEnabled: true,
    openRisks: 0,
  }
  const passing = {
    reasonable: { pass: true, reason: '必要' },
    compliant: { pass: true, reason: '合规' },
    secure: { pass: true, reason: '可控' },
  }
  const requests = scene(dataRequests, { facts, on: '2026-06-01' })

  it('A4 an operator of another district applies where the authorization is', () => {
    const operator = { ...actors.operator, regionCode: '320211' }
    const opened = requests.tries(submit, operator, request, { region: '320281' })
    expect(opened.codes).toEqual([])
    expect(opened.events[0]).toMatchObject({ regionCode: '320281' })
    expect(requests.tries(submit, operator, request).events[0]).not.toHaveProperty('regionCode')
  })

  it('A4 an agency of a district that is named in a case of the city gives its part there', () => {
    const submitted = requests.does(submit, actors.operator, request)
    expect(submitted.tries(opine, agencyThere, passing).codes).toEqual([])
    const stranger = { ...agencyThere, organization: organizationNumber(91, '11') }
    expect(submitted.tries(opine, stranger, passing).codes).toContain('other-region')
  })

  it('A4 a data authority of a district is not the data authority elsewhere, even where it is named', () => {
    const named = { ...actors.jiangyin, organization: actors.dataAuthority.organization }
    expect(requests.does(submit, actors.operator, request).tries(opine, named, passing).codes).toContain('other-region')
  })
})

describe('A5 what is the city alone to do', () => {
  it('A5 a district convenes no deliberation of the coordination mechanism', () => {
    const facts = { mechanismBodies: [], application: 'confirmed', authorization: { stage: 'none', rectifications: 0, failed: false } }
    const asked = { type: 'grant', subject: 'x', agenda: '审议', members: [actors.mechanism[0].organization] }
    const outcome = scene(deliberations, { facts, on: '2026-03-02' }).tries(convene, actors.jiangyin, asked)
    expect(outcome.codes).toContain('other-region')
  })
})

describe('A4 stands in every act', () => {
  interface Told {
    readonly name: string
    readonly when: readonly { readonly id: string; readonly code: string; readonly actors?: readonly Role[] }[]
  }
  const acts: readonly Told[] = cases.flatMap((one) => one.acts as readonly Told[])
  const ofBodies = acts.filter(({ when }) => when.some(({ actors: named = [] }) => named.some(isOfficial)))

  it.each(ofBodies)('A4 of a public body: $name', ({ when }) => {
    expect(when.filter(({ code }) => code === 'other-region')).toHaveLength(1)
  })

  const start = cases.map((one) => ({ name: one.name, one: one as unknown as { start: object; acts: readonly Told[] } }))
  it.each(start)('A4 no district but its own acts in a $name', ({ one }) => {
    for (const code of districtCodes) {
      const elsewhere = districtCodes.find((other) => other !== code) as string
      const state = { ...one.start, stage: 'some-stage', regionCode: elsewhere }
      for (const act of one.acts) {
        const rule = act.when.find((each) => each.code === 'other-region') as
          | { readonly holds: (matter: object) => boolean; readonly actors?: readonly Role[] }
          | undefined
        const officials = act.when.flatMap(({ actors: named = [] }) => named).filter(isOfficial)
        for (const role of officials) {
          const by = { person: 'p', organization: organizationNumber(99, '11'), roles: [role], regionCode: code }
          for (const matter of [
            { state, by },
            { state: one.start, by, region: elsewhere },
          ])
            expect({ act: act.name, role, held: safely(() => rule?.holds(matter)) }).toEqual({ act: act.name, role, held: false })
        }
      }
    }
  })
})

/** A made-up state may lack what `concerns` looks at; then nobody is named in it. */
const safely = (held: () => boolean | undefined): boolean | undefined => {
  try {
    return held()
  } catch {
    return false
  }
}
