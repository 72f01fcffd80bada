import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { type Day, day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { declare, deliver, noteQuarantined } from './social-data/declaring.ts'
import { decide, opine, recuse } from './social-data/review.ts'
import { end, lapse, noteImported, notePurged, noteRefusedByZone, withdraw } from './social-data/standing.ts'
import { type SocialDataFacts, socialData } from './social-data.ts'

const request: SocialDataFacts['request'] = {
  stage: 'active',
  operator: actors.operator.organization,
  scenario: 'on-time',
  until: day('2027-05-01'),
}
const authorization: SocialDataFacts['authorization'] = {
  id: 'a1',
  stage: 'active',
  authority: actors.dataAuthority.organization,
  reviewBodies: [actors.reviewer.organization],
}
const facts: SocialDataFacts = { request, authorization, nameTaken: false }
const sha256 = 'a'.repeat(64)
const field = (name: string, change: object = {}) => ({
  name,
  type: 'text',
  title: name,
  personal: 'none',
  required: true,
  grade: 'general-2',
  ...change,
})
const form = {
  request: 'r1',
  title: '会员出行记录',
  dataset: 'members',
  description: '会员的出行积分。',
  source: { kind: 'own-business', name: '会员系统' },
  lawfulOrigin: '会员协议第三条约定。',
  proof: { title: '会员协议', number: 'HY-2025-1', sha256, validTo: '2027-03-31' },
  fields: [field('person', { personal: 'identifier' }), field('points', { type: 'integer' })],
  subjectColumn: 'person',
  oneRow: true,
  personalInformation: true,
  personalBasis: '取得个人单独同意。',
  necessity: '统计会员准点率。',
  until: '2027-03-31',
}
const found = {
  sha256,
  rows: 700,
  rejectedRows: 1,
  columns: [
    { name: 'person', empty: 0, distinct: 700, looksLike: [{ kind: 'id-number', share: 1 }] },
    { name: 'points', empty: 0, distinct: 3, looksLike: [] },
  ],
}
const empty = scene(socialData, { facts, on: '2026-06-01' })
const declaring = (change: object, known: Partial<SocialDataFacts> = {}) =>
  empty.tries(declare, actors.operator, { ...form, ...change }, { facts: known })
const declared = empty.does(declare, actors.operator, form)
const quarantined = declared.does(deliver, actors.operator).does(noteQuarantined, actors.platform, found)
const agree = { conclusion: 'agree', reason: '来源合法，可以导入。' }
const answered = [actors.dataAuthority, actors.reviewer, actors.securityAuthority].reduce(
  (at, body) => at.does(opine, body, agree),
  quarantined,
)
const approval = {
  outcome: 'approve',
  fields: [
    { name: 'person', disclosure: 'join-key' },
    { name: 'points', disclosure: 'after-grouping' },
  ],
}
const approved = answered.does(decide, actors.dataAuthority, approval)
const imported = approved.does(noteImported, actors.platform, { rows: 700 })
const record = {
  inventoryRoot: sha256,
  objects: 2,
  keyFingerprint: 'f1',
  method: 'erasure',
  startedAt: '2026-06-05T01:00:00.000Z',
  endedAt: '2026-06-05T01:00:01.000Z',
  verification: [{ tried: 'unwrap', answer: 'destroyed' }],
  residuals: [],
}

describe('A16 an operator declares what it would bring in', () => {
  it.each([
    { change: {}, known: {}, codes: [] },
    { change: {}, known: { request: { ...request, operator: actors.otherOperator.organization } }, codes: ['not-your-request'] },
    { change: {}, known: { request: { ...request, stage: 'none', operator: '' } }, codes: ['not-your-request', 'request-not-live'] },
    { change: {}, known: { request: { ...request, stage: 'sealed' } }, codes: ['request-not-live'] },
    { change: {}, known: { authorization: { ...authorization, stage: 'suspended' } }, codes: ['authorization-suspended'] },
    { change: {}, known: { authorization: { ...authorization, stage: 'revoked' } }, codes: ['authorization-not-in-force'] },
    { change: {}, known: { nameTaken: true }, codes: ['name-taken'] },
    {
      change: { fields: [field('points'), field('points')], subjectColumn: 'who' },
      known: {},
      codes: ['field-twice', 'subject-not-a-field'],
    },
    { change: { personalInformation: false }, known: {}, codes: ['personal-fields-denied'] },
    { change: { personalBasis: '' }, known: {}, codes: ['personal-without-basis'] },
  ])('A16 with $change and $known: $codes', ({ change, known, codes }) => {
    expect(declaring(change, known as Partial<SocialDataFacts>).codes).toEqual(codes)
  })

  it.each([
    { until: '2027-03-31', validTo: '2027-03-31', codes: [] },
    { until: '2027-04-01', validTo: '2027-03-31', codes: ['origin-ends-before'] },
    { until: '2027-05-01', validTo: undefined, codes: [] },
    { until: '2027-05-02', validTo: undefined, codes: ['until-beyond-request'] },
    { until: '2026-06-01', validTo: undefined, codes: [] },
    { until: '2026-05-31', validTo: undefined, codes: ['until-in-the-past'] },
  ])('W12-6 until $until under a proof valid to $validTo: $codes', ({ until, validTo, codes }) => {
    expect(declaring({ until, proof: { ...form.proof, validTo } }).codes).toEqual(codes)
  })

  it('A16 by its operator alone and once, under the authorization and scenario of the request', () => {
    expect(empty.tries(declare, actors.agency, form).codes).toContain('not-yours-to-do')
    expect(declared.tries(declare, actors.operator, form).codes).toEqual(['already-declared'])
    expect(declared.state).toMatchObject({
      stage: 'declared',
      authorization: 'a1',
      scenario: 'on-time',
      deliverBy: '2026-06-16',
      required: [
        { as: 'authority', body: actors.dataAuthority.organization },
        { as: 'reviewer', body: actors.reviewer.organization },
        { as: 'security', body: '' },
      ],
    })
  })

  it('A16 is shown to its operator, to who reviews it and to the authorities, and to nobody else', () => {
    const { organizations, roles } = socialData.concerns(declared.state)
    expect(organizations).toEqual([actors.operator.organization, actors.dataAuthority.organization, actors.reviewer.organization])
    expect(roles).toEqual(['data-authority', 'security-authority', 'audit-admin'])
  })
})

describe('A16 the file is brought into quarantine in time', () => {
  it.each([
    { on: '2026-06-16', codes: [] },
    { on: '2026-06-17', codes: ['delivery-too-late'] },
  ])('A16 on $on: $codes', ({ on, codes }) => {
    expect(declared.tries(deliver, actors.operator, {}, { on }).codes).toEqual(codes)
  })

  it.each([
    { on: '2026-06-16', codes: ['still-in-time'] },
    { on: '2026-06-17', codes: [] },
  ])('A16 it lapses on $on: $codes', ({ on, codes }) => {
    expect(declared.tries(lapse, actors.platform, {}, { on }).codes).toEqual(codes)
  })

  it('W10-1 by its operator, not while the authorization is suspended, and one file', () => {
    expect(declared.tries(deliver, actors.otherOperator).codes).toEqual(['not-your-import'])
    const suspended = { facts: { authorization: { ...authorization, stage: 'suspended' } } }
    expect(declared.tries(deliver, actors.operator, {}, suspended).refusedUnder).toEqual(['W10-1'])
    expect(quarantined.tries(deliver, actors.operator).refusedUnder).toEqual(['W16-4'])
    expect(quarantined.tries(noteQuarantined, actors.platform, found).refusedUnder).toEqual(['W16-4'])
    expect(declared.tries(noteQuarantined, actors.operator, found).codes).toEqual(['not-yours-to-do'])
  })
})

describe('W16-4 it is reviewed by all who must, each for itself', () => {
  it('W16-4 nothing is decided before every body has answered; silence is no consent', () => {
    const two = [actors.dataAuthority, actors.reviewer].reduce((at, body) => at.does(opine, body, agree), quarantined)
    expect(two.where({ on: '2026-12-01' }).tries(decide, actors.dataAuthority, approval).codes).toEqual(['answers-missing'])
    expect(answered.tries(decide, actors.dataAuthority, approval).codes).toEqual([])
  })

  it('W16-4 an opinion has a reason, is given once by a body, and by those who are asked', () => {
    expect(() => quarantined.tries(opine, actors.reviewer, { conclusion: 'agree', reason: '' })).toThrow(/reason/)
    const given = quarantined.does(opine, actors.reviewer, agree)
    expect(given.tries(opine, { ...actors.reviewer, person: 'deputy' }, agree).codes).toEqual(['opinion-given'])
    expect(quarantined.tries(opine, actors.otherReviewer, agree).codes).toEqual(['not-a-required-body'])
    expect(quarantined.tries(opine, actors.agency, agree).codes).toContain('not-yours-to-do')
    const secured = quarantined.does(opine, actors.securityAuthority, agree)
    const another = { ...actors.securityAuthority, organization: actors.finance.organization, person: 'other' }
    expect(secured.tries(opine, another, agree).codes).toEqual(['not-a-required-body'])
    expect(declared.tries(opine, actors.reviewer, agree).codes).toEqual(['not-under-review'])
  })

  it('W16-4 a body that is both reviewer and security authority answers for one of them', () => {
    const both = { ...actors.reviewer, roles: ['joint-reviewer', 'security-authority'] as const }
    const given = quarantined.does(opine, both, agree)
    expect(given.state.opinions).toMatchObject([{ as: 'reviewer' }])
    expect(given.tries(opine, { ...both, person: 'deputy' }, agree).codes).toEqual(['opinion-given'])
  })

  it('W16-4 nobody reviews the own import, or speaks for two bodies', () => {
    const declarer = { ...actors.reviewer, person: actors.operator.person }
    expect(quarantined.tries(opine, declarer, agree).codes).toEqual(['own-import'])
    const twice = { ...actors.securityAuthority, person: actors.reviewer.person }
    expect(quarantined.does(opine, actors.reviewer, agree).tries(opine, twice, agree).codes).toEqual(['same-person'])
    const deciding = { ...actors.dataAuthority, person: actors.operator.person }
    expect(answered.tries(decide, deciding, approval).codes).toEqual(['own-import'])
  })

  it('W16-4 who steps back gives no opinion and decides nothing; the body answers through another', () => {
    const stepped = quarantined.does(recuse, actors.reviewer, { reason: '与申报单位有利害关系' })
    expect(stepped.tries(opine, actors.reviewer, agree).codes).toEqual(['recused'])
    expect(stepped.does(opine, { ...actors.reviewer, person: 'deputy' }, agree).state.opinions).toHaveLength(1)
    const authority = quarantined.does(recuse, actors.dataAuthority, { reason: '近亲属任职' })
    const others = [{ ...actors.dataAuthority, person: 'deputy' }, actors.reviewer, actors.securityAuthority]
    const all = others.reduce((at, body) => at.does(opine, body, agree), authority)
    expect(all.tries(decide, actors.dataAuthority, approval).codes).toEqual(['recused'])
    expect(all.tries(decide, { ...actors.dataAuthority, person: 'deputy' }, approval).codes).toEqual([])
  })

  it.each([
    { who: actors.securityAuthority, code: 'security-refused' },
    { who: actors.reviewer, code: 'body-refused' },
    { who: actors.dataAuthority, code: 'body-refused' },
  ])('W16-4 the refusal of $who.person cannot be overruled: $code', ({ who, code }) => {
    const bodies = [actors.dataAuthority, actors.reviewer, actors.securityAuthority]
    const refused = bodies.reduce(
      (at, body) => at.does(opine, body, { conclusion: body === who ? 'refuse' : 'agree', reason: '来源存疑' }),
      quarantined,
    )
    expect(refused.tries(decide, actors.dataAuthority, approval)).toMatchObject({ refusedUnder: ['W16-4'], codes: [code] })
    expect(refused.does(decide, actors.dataAuthority, { outcome: 'reject', reason: '来源存疑' }).state.stage).toBe('rejected')
  })
})

describe('W16-4 what comes in is what was declared and seen', () => {
  const deciding = (change: object, known: Partial<SocialDataFacts> = {}) =>
    answered.tries(decide, actors.dataAuthority, { ...approval, ...change }, { facts: known }).codes

  it.each([
    { change: { fields: [] }, codes: ['nothing-admitted'] },
    { change: { fields: [{ name: 'points', disclosure: 'hidden' }] }, codes: ['nothing-admitted'] },
    { change: { fields: [{ name: 'mobile', disclosure: 'plain' }] }, codes: ['beyond-the-declaration'] },
    { change: { quasiIdentifiers: ['mobile'] }, codes: ['beyond-the-declaration'] },
    { change: { fields: [approval.fields[1], approval.fields[1]] }, codes: ['beyond-the-declaration'] },
    { change: { fields: [{ name: 'points', disclosure: 'masked' }] }, codes: ['mask-missing'] },
    { change: { minimumGroup: 9 }, codes: ['group-too-small'] },
    { change: { minimumGroup: 10 }, codes: [] },
    { change: { quasiIdentifiers: ['points'], maximumRisk: 1 }, codes: ['risk-too-high'] },
    { change: { maximumRisk: 1 }, codes: [] },
    { change: { outcome: 'reject' }, codes: ['rejection-without-reason'] },
  ])('W16-4 with $change: $codes', ({ change, codes }) => {
    expect(deciding(change)).toEqual(codes)
  })

  it('W16-4 a column that looks like a person and was declared as none is not let in', () => {
    const looks = (kind: string) => ({ ...found, columns: [{ name: 'points', empty: 0, distinct: 3, looksLike: [{ kind, share: 0.9 }] }] })
    const decided = (kind: string) =>
      [actors.dataAuthority, actors.reviewer, actors.securityAuthority]
        .reduce((at, body) => at.does(opine, body, agree), declared.does(noteQuarantined, actors.platform, looks(kind)))
        .tries(decide, actors.dataAuthority, approval).codes
    expect(decided('mobile')).toEqual(['personal-not-declared'])
    expect(decided('date')).toEqual([])
  })

  it('W10-1 not while the authorization is suspended or over, or the workspace is shut', () => {
    expect(deciding({}, { authorization: { ...authorization, stage: 'suspended' } })).toEqual(['authorization-suspended'])
    expect(deciding({}, { authorization: { ...authorization, stage: 'expired' } })).toEqual(['authorization-not-in-force'])
    expect(deciding({}, { request: { ...request, stage: 'frozen' } })).toEqual(['workspace-not-open'])
    expect(deciding({ outcome: 'reject', reason: '不宜导入' }, { request: { ...request, stage: 'frozen' } })).toEqual([])
  })

  it('A16 the day after its origin or its period is over it is too late', () => {
    const decided = (on: string) => answered.tries(decide, actors.dataAuthority, approval, { on }).codes
    expect([decided('2027-03-31'), decided('2027-04-01')]).toEqual([[], ['origin-over']])
  })

  it('W16-4 the authority that granted decides, with the numbers in force where it names none', () => {
    expect(answered.tries(decide, actors.otherDataAuthority, approval).codes).toEqual(['not-your-authorization'])
    expect(approved.state.decision).toMatchObject({ minimumGroup: 10, maximumRisk: 0.1 })
  })
})

describe('W16-4 nothing is imported that was not approved', () => {
  it('W16-4 the platform notes it after the decision alone', () => {
    for (const before of [declared, quarantined, answered])
      expect(before.tries(noteImported, actors.platform, { rows: 1 }).refusedUnder).toEqual(['W16-4'])
    expect(imported.state).toMatchObject({ stage: 'imported', rows: 700, importedOn: '2026-06-01' })
  })

  it('A16 what the zone refused may be decided anew', () => {
    const refused = approved.does(noteRefusedByZone, actors.platform, { refusal: 'risk-too-high' })
    expect(refused.state).toMatchObject({ stage: 'refused-by-zone', zoneRefusal: 'risk-too-high' })
    expect(refused.does(decide, actors.dataAuthority, { outcome: 'reject', reason: '风险过高' }).state.stage).toBe('rejected')
    expect(refused.does(decide, actors.dataAuthority, approval).state.stage).toBe('approved')
  })
})

describe('A16 how it comes to its end', () => {
  const gone = [
    { authorization: { ...authorization, stage: 'revoked' } },
    { authorization: { ...authorization, stage: 'expired' } },
    { request: { ...request, stage: 'sealed' } },
  ]

  it('A10 with the authorization or the request, in quarantine and in the workspace', () => {
    for (const facts of gone) {
      expect(quarantined.tries(lapse, actors.platform, {}, { facts }).codes).toEqual([])
      expect(imported.tries(end, actors.platform, {}, { facts }).codes).toEqual([])
    }
    const suspended = { facts: { authorization: { ...authorization, stage: 'suspended' } } }
    expect(quarantined.tries(lapse, actors.platform, {}, suspended).codes).toEqual(['still-in-time'])
    expect(imported.tries(end, actors.platform, {}, suspended).codes).toEqual(['still-in-use'])
  })

  it.each([
    { on: '2027-03-31', codes: ['still-in-use'] },
    { on: '2027-04-01', codes: [] },
  ])('W12-6 with its period, on $on: $codes', ({ on, codes }) => {
    expect(imported.tries(end, actors.platform, {}, { on }).codes).toEqual(codes)
  })

  it('A16 by its operator, at any time before', () => {
    for (const at of [declared, quarantined, approved, imported])
      expect(at.does(withdraw, actors.operator, { reason: '不再需要' }).state.stage).toBe('withdrawn')
    expect(imported.tries(withdraw, actors.otherOperator, { reason: '不再需要' }).codes).toEqual(['not-your-import'])
    const over = imported.does(withdraw, actors.operator, { reason: '不再需要' })
    expect(over.tries(withdraw, actors.operator, { reason: '再次' }).codes).toEqual(['over-already'])
  })

  it('W16-4 is purged when it is over and not before, with the proof of the zone', () => {
    expect(imported.tries(notePurged, actors.platform, record).refusedUnder).toEqual(['W16-4'])
    const rejected = answered.does(decide, actors.dataAuthority, { outcome: 'reject', reason: '来源存疑' })
    expect(rejected.does(notePurged, actors.platform, record).state).toMatchObject({ stage: 'purged', purge: { objects: 2 } })
    expect(() => rejected.tries(notePurged, actors.platform, { ...record, verification: [] })).toThrow(/verification/)
  })
})

describe('the clocks of an import', () => {
  const running = (state: typeof declared.state) =>
    (socialData.clocks ?? []).flatMap((one) =>
      one
        .running(state, () => ({ bodyReplyWorkdays: 5, jointReviewWorkdays: 20 }) as never, 'i1')
        .map(({ due, subject }) => [one.name, subject, due]),
    )

  it('A16 run for who must deliver, answer, decide and stop', () => {
    expect(running(declared.state)).toEqual([['social-delivery', undefined, '2026-06-16' as Day]])
    expect(running(quarantined.does(opine, actors.reviewer, agree).state)).toEqual([
      ['social-opinion', `authority ${actors.dataAuthority.organization}`, '2026-06-08'],
      ['social-opinion', 'security', '2026-06-08'],
      ['social-review', undefined, expect.stringMatching(/^2026-/)],
    ])
    expect(running(imported.state)).toEqual([['social-term', undefined, '2027-03-31']])
    expect(running(imported.does(withdraw, actors.operator, { reason: '不再需要' }).state)).toEqual([])
  })
})
