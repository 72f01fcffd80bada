import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { convene, type DeliberationFacts, deliberations, resolutionKey, resolve, vote } from './deliberation.ts'

const members = actors.mechanism.map(({ organization }) => organization)
const [first, second, third] = actors.mechanism
const item = { type: 'grant', subject: 'c1.91320200', agenda: '关于授予无锡航班数据授权运营资格的议题', members }
const facts: DeliberationFacts = {
  mechanismBodies: members,
  application: 'confirmed',
  authorization: { stage: 'suspended', rectifications: 2, failed: true },
}
const empty = scene(deliberations, { facts, on: '2026-04-20' })
const convened = empty.does(convene, actors.dataAuthority, item)
const yes = { vote: 'in-favour' }
const minutes = { minutes: '会议一致同意。' }

describe('A5 the coordination mechanism deliberates', () => {
  it('A5 with at least three different member bodies', () => {
    expect(empty.tries(convene, actors.dataAuthority, { ...item, members: members.slice(0, 2) }).codes).toEqual(['too-few-members'])
    expect(empty.tries(convene, actors.dataAuthority, { ...item, members: [members[0], ...members.slice(0, 2)] }).codes).toEqual([
      'too-few-members',
    ])
    expect(empty.tries(convene, actors.dataAuthority, item).refusedUnder).toEqual([])
  })

  it('A5 and with none that is no member of the mechanism', () => {
    const asked = { ...item, members: [...members, actors.operator.organization] }
    expect(empty.tries(convene, actors.dataAuthority, asked).codes).toEqual(['not-a-mechanism-member'])
    expect(empty.tries(convene, actors.operator, item).codes).toEqual(['not-yours-to-do'])
  })

  it('A5 one body votes once, whoever votes for it', () => {
    const voted = convened.does(vote, first, yes)
    expect(voted.tries(vote, { ...first, person: 'another' }, yes).codes).toEqual(['voted-already'])
    expect(voted.tries(vote, { ...first, organization: actors.agency.organization }, yes).codes).toEqual(['not-a-member-here'])
    expect(voted.tries(vote, second, yes).refusedUnder).toEqual([])
  })

  it('A5 who is against says why', () => {
    expect(convened.tries(vote, first, { vote: 'against' }).codes).toEqual(['no-without-reason'])
    expect(convened.tries(vote, first, { vote: 'against', opinion: '安全条件不足' }).refusedUnder).toEqual([])
  })

  it('A5 nothing is resolved before everybody has voted', () => {
    const twoOfThree = convened.does(vote, first, yes).does(vote, second, yes)
    expect(twoOfThree.tries(resolve, actors.dataAuthority, minutes).codes).toEqual(['votes-missing'])
    expect(deliberations.turns(twoOfThree.state)).toEqual([{ role: 'mechanism', organization: third.organization }])
    expect(twoOfThree.does(vote, third, yes).tries(resolve, actors.otherDataAuthority, minutes).codes).toEqual(['not-the-secretary'])
  })

  it.each([
    { cast: ['in-favour', 'in-favour', 'in-favour'], outcome: 'passed' },
    { cast: ['in-favour', 'in-favour', 'abstain'], outcome: 'passed' },
    { cast: ['in-favour', 'abstain', 'abstain'], outcome: 'rejected' },
    { cast: ['in-favour', 'in-favour', 'against'], outcome: 'rejected' },
  ])('A5 votes of $cast make it $outcome', ({ cast, outcome }) => {
    const voted = actors.mechanism.reduce((at, member, n) => at.does(vote, member, { vote: cast[n], opinion: '意见' }), convened)
    const resolved = voted.does(resolve, actors.dataAuthority, minutes)
    expect(resolved.state.stage).toBe(outcome)
    expect(resolved.tries(vote, first, yes).codes).toContain('not-convened')
    expect(deliberations.keysOf(resolved.state)).toContain('grant:c1.91320200')
  })
})

describe('W5-2 what is deliberated, and for what a resolution holds', () => {
  const trying = (type: string, change: Partial<DeliberationFacts>) =>
    empty.tries(convene, actors.dataAuthority, { ...item, type, subject: 'a1' }, { facts: change }).codes
  const authorization = (change: Partial<DeliberationFacts['authorization']>) => ({ authorization: { ...facts.authorization, ...change } })

  it('W5-1 granting once the application is confirmed', () => {
    expect(trying('grant', {})).toEqual([])
    expect(trying('grant', { application: 'noticed' })).toEqual(['application-not-confirmed'])
  })

  it('W5-2 termination once a rectification has failed', () => {
    expect(trying('terminate', {})).toEqual([])
    expect(trying('terminate', authorization({ failed: false }))).toEqual(['rectification-not-failed'])
    expect(trying('terminate', authorization({ stage: 'active' }))).toEqual(['rectification-not-failed'])
  })

  it('W5-2 revocation while there is something to revoke', () => {
    expect(trying('revoke', authorization({ stage: 'active', failed: false }))).toEqual([])
    expect(trying('revoke', authorization({ stage: 'expired' }))).toEqual(['nothing-to-revoke'])
    expect(trying('revoke', authorization({ stage: 'none' }))).toEqual(['nothing-to-revoke'])
  })

  it('W5-2 a resolution on one rectification is not found for the next', () => {
    const { state } = empty.does(convene, actors.dataAuthority, { ...item, type: 'terminate', subject: 'a1' })
    expect(deliberations.keysOf(state)).toContain(resolutionKey('terminate', 'a1', 2))
    expect(deliberations.keysOf(state)).not.toContain(resolutionKey('terminate', 'a1', 3))
  })
})
