import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { type Day, day } from '../kernel/days.ts'
import { scene } from '../testing.ts'
import { decide, opine } from './data-request/decision.ts'
import { fileProcedures, submit } from './data-request/submission.ts'
import {
  endPurpose,
  enter,
  examineRisk,
  expire,
  freeze,
  noteDestroyed,
  noteProvisioned,
  noteRefusedByZone,
  noteSealed,
  thaw,
} from './data-request/workspace.ts'
import { type DataRequestFacts, dataRequests, type ItemFact } from './data-request.ts'

const flights: ItemFact = {
  id: 'i1',
  inCatalog: true,
  provider: actors.agency.organization,
  dataset: 'flights',
  domain: 'transport',
  openAttribute: 'conditional',
  secrecy: false,
  fields: [
    { name: 'origin', personal: 'none' },
    { name: 'delay', personal: 'none' },
    { name: 'pilot', personal: 'identifier' },
  ],
}
const authorization: DataRequestFacts['authorization'] = {
  stage: 'active',
  operator: actors.operator.organization,
  authority: actors.dataAuthority.organization,
  mode: 'scenario',
  domains: [],
  scenarios: ['on-time'],
  until: day('2028-05-01'),
  reviewBodies: [actors.reviewer.organization],
  reportsDue: [] as Day[],
}
const facts: DataRequestFacts = {
  authorization,
  items: [flights],
  providersWithoutPlan: [],
  operatorPlanValid: true,
  listUsedBefore: false,
  personEnabled: true,
  openRisks: 0,
}
const field = (name: string, change: object = {}) => ({ name, disclosure: 'plain', ...change })
const item = { item: 'i1', fields: [field('origin'), field('delay')], reason: '统计准点率所需' }
const form = {
  authorization: 'a1',
  scenario: 'on-time',
  purpose: 'industry-development',
  items: [{ ...item, rows: [{ column: 'delay', from: '0' }] }],
  until: '2028-05-01',
  procedures: '一、登录；二、查询；三、审查。',
}
const empty = scene(dataRequests, { facts, on: '2026-06-01' })
const submitting = (change: object, known: Partial<DataRequestFacts> = {}) =>
  empty.tries(submit, actors.operator, { ...form, ...change }, { facts: known })
const submitted = empty.does(submit, actors.operator, form)
const pass = { pass: true, reason: '符合' }
const passing = { reasonable: pass, compliant: pass, secure: pass }
const answered = [actors.dataAuthority, actors.agency, actors.reviewer].reduce((at, body) => at.does(opine, body, passing), submitted)
const grant = {
  outcome: 'approve',
  items: [{ item: 'i1', fields: [field('origin'), field('delay')], rows: [{ column: 'origin', from: 'A', to: 'M' }] }],
  minimumGroup: 10,
  maximumRisk: 0.1,
  minimumIsolation: 'B',
}
const approved = answered.does(decide, actors.dataAuthority, grant)
const active = approved.does(noteProvisioned, actors.platform, { rows: 3_000_000 })

describe('W12-1 W15-3 a request lies inside the authorization', () => {
  it.each([
    { change: {}, known: {}, refused: [] },
    { change: { scenario: 'delay-insurance' }, known: {}, refused: ['W12-1'] },
    { change: {}, known: { authorization: { ...authorization, operator: actors.otherOperator.organization } }, refused: ['W12-1'] },
    { change: {}, known: { authorization: { ...authorization, stage: 'suspended' } }, refused: ['W10-1'] },
    { change: {}, known: { authorization: { ...authorization, stage: 'expired' } }, refused: ['A10'] },
    { change: {}, known: { authorization: { ...authorization, reportsDue: [day('2026-05-31')] } }, refused: ['W15-3'] },
    { change: {}, known: { authorization: { ...authorization, reportsDue: [day('2026-06-01')] } }, refused: [] },
    {
      change: {},
      known: { authorization: { ...authorization, mode: 'domain' as const, domains: ['finance' as const] } },
      refused: ['W8-2'],
    },
    { change: {}, known: { authorization: { ...authorization, mode: 'domain' as const, domains: ['transport' as const] } }, refused: [] },
  ])('W12-1 with $change and $known: refused under $refused', ({ change, known, refused }) => {
    expect(submitting(change, known).refusedUnder).toEqual(refused)
  })

  it.each([
    { until: '2028-05-01', refused: [] },
    { until: '2028-05-02', refused: ['W12-6'] },
    { until: '2026-05-31', refused: ['A12'] },
  ])('W12-6 until $until: refused under $refused', ({ until, refused }) => {
    expect(submitting({ until }).refusedUnder).toEqual(refused)
  })
})

describe('W2-1 what may not be opened is requested by nobody', () => {
  it.each([
    { rule: 'W2-1', change: { inCatalog: false } },
    { rule: 'W2-2', change: { openAttribute: 'prohibited' as const } },
    { rule: 'W2-3', change: { secrecy: true } },
  ])('$rule an item with $change is refused', ({ rule, change }) => {
    expect(submitting({}, { items: [{ ...flights, ...change }] }).refusedUnder).toEqual([rule])
  })

  it('W2-1 an item nobody knows is not in the catalog', () => {
    expect(submitting({}, { items: [] }).codes).toEqual(['not-in-catalog'])
  })
})

describe('W12-2 one request, one list, one decision', () => {
  it('W12-2 a list that was used is not used again', () => {
    expect(submitting({}, { listUsedBefore: true }).codes).toEqual(['list-reused'])
    expect(submitted.tries(submit, actors.operator, form).codes).toEqual(['already-submitted'])
    expect(submitting({ items: [item, item] }).codes).toEqual(['item-twice'])
  })

  it('A12 a list names fields that exist', () => {
    expect(submitting({ items: [{ ...item, fields: [field('salary')] }] }).codes).toEqual(['no-such-field'])
    expect(submitting({ items: [{ ...item, rows: [{ column: 'salary' }] }] }).codes).toEqual(['no-such-field'])
  })

  it('W12-2 a decision grants nothing beyond the list, and there is one', () => {
    const more = { ...grant, items: [{ item: 'i1', fields: [field('pilot')] }] }
    expect(answered.tries(decide, actors.dataAuthority, more).codes).toEqual(['beyond-the-list'])
    expect(approved.tries(decide, actors.dataAuthority, grant).codes).toContain('not-under-review')
  })

  it('W12-2 a decision keeps the row limits of the list and adds its own', () => {
    expect(approved.state.decision?.items).toMatchObject([
      {
        dataset: 'flights',
        rows: [
          { column: 'delay', from: '0' },
          { column: 'origin', from: 'A', to: 'M' },
        ],
      },
    ])
  })
})

describe('W12-5 each field has its reason', () => {
  it('W12-5 by its item or by itself', () => {
    expect(submitting({ items: [{ ...item, reason: '' }] }).codes).toEqual(['field-without-reason'])
    const each = { ...item, reason: '', fields: [field('origin', { reason: '分机场统计' })] }
    expect(submitting({ items: [each] }).codes).toEqual([])
  })

  it('W12-5 an identifier in plain always by itself', () => {
    const pilot = (change: object) => submitting({ items: [{ ...item, fields: [field('pilot', change)] }] }).codes
    expect(pilot({})).toEqual(['identifier-without-reason'])
    expect(pilot({ reason: '核对执照' })).toEqual([])
    expect(pilot({ disclosure: 'masked', mask: { kind: 'pseudonym' } })).toEqual([])
  })
})

describe('W23-1 the purpose is said', () => {
  it('W23-1 without it nothing is submitted', () => {
    expect(submitting({ purpose: undefined }).refusedUnder).toEqual(['W23-1'])
    expect(submitting({ purpose: 'governance' }).refusedUnder).toEqual([])
  })
})

describe('W12-3 every required body answers', () => {
  it('W12-3 the authority, the providing agency and the joint reviewer', () => {
    expect(submitted.state.required.map(({ as }) => as)).toEqual(['authority', 'provider', 'reviewer'])
    const withoutAgency = submitted.does(opine, actors.dataAuthority, passing).does(opine, actors.reviewer, passing)
    expect(withoutAgency.tries(decide, actors.dataAuthority, grant).refusedUnder).toEqual(['W12-3'])
    expect(dataRequests.turns(withoutAgency.state)).toEqual([{ role: 'agency', organization: actors.agency.organization }])
    expect(answered.tries(decide, actors.dataAuthority, grant).refusedUnder).toEqual([])
  })

  it('A12 an agency answers for its own items, once', () => {
    expect(submitted.tries(opine, actors.otherAgency, passing).codes).toEqual(['not-a-required-body'])
    expect(answered.tries(opine, actors.agency, passing).codes).toEqual(['opinion-given'])
  })

  it('A12 each conclusion says why', () => {
    for (const silent of [{ pass: false }, { pass: true }])
      expect(submitted.tries(opine, actors.agency, { ...passing, secure: silent }).codes).toEqual(['conclusion-without-reason'])
    expect(submitted.tries(opine, actors.agency, { ...passing, secure: { pass: false, reason: '不足' } }).codes).toEqual([])
  })
})

describe('W12-4 all three criteria pass', () => {
  it.each(['reasonable', 'compliant', 'secure'])('W12-4 one body that does not find it %s is enough', (criterion) => {
    const doubted = [actors.dataAuthority, actors.reviewer]
      .reduce((at, body) => at.does(opine, body, passing), submitted)
      .does(opine, actors.agency, { ...passing, [criterion]: { pass: false, reason: '不足' } })
    expect(doubted.tries(decide, actors.dataAuthority, grant).refusedUnder).toEqual(['W12-4'])
    const rejection = { ...grant, outcome: 'reject', reason: '未通过' }
    expect(doubted.does(decide, actors.dataAuthority, rejection).state.stage).toBe('rejected')
    expect(doubted.tries(decide, actors.dataAuthority, { ...rejection, reason: '' }).codes).toEqual(['rejection-without-reason'])
  })
})

describe('A16 a decision is safe in itself', () => {
  it.each([
    { change: { items: [] }, codes: ['nothing-granted'] },
    { change: { minimumGroup: 9 }, codes: ['group-too-small'] },
    { change: { quasiIdentifiers: ['origin'], maximumRisk: 0.2 }, codes: ['risk-too-high'] },
    { change: { quasiIdentifiers: ['origin'], maximumRisk: 0.1 }, codes: [] },
    { change: { maximumRisk: 1 }, codes: [] },
    { change: { quasiIdentifiers: ['origin'], minimumK: 20, minimumL: 2, maximumT: 0.3 }, codes: [] },
    { change: { minimumK: 20 }, codes: ['limits-without-quasi-identifiers'] },
    { change: { minimumL: 2 }, codes: ['limits-without-quasi-identifiers'] },
    { change: { maximumT: 0.3 }, codes: ['limits-without-quasi-identifiers'] },
    { change: { leaveOutBelow: 20, mostLeftOut: 0.02 }, codes: ['leave-out-half'] },
    { change: { leaveOutBelow: 20, mostLeftOut: 0.02, quasiIdentifiers: ['origin'] }, codes: [] },
    { change: { leaveOutBelow: 20, quasiIdentifiers: ['origin'] }, codes: ['leave-out-half'] },
    { change: { mostLeftOut: 0.02, quasiIdentifiers: ['origin'] }, codes: ['leave-out-half'] },
    { change: { requiredLevel: 2 }, codes: [] },
    { change: { requiredLevel: 1 }, codes: ['level-too-low'] },
    { change: { items: [{ item: 'i1', fields: [field('origin', { disclosure: 'masked' })] }] }, codes: ['mask-missing'] },
    { change: { items: [{ item: 'i1', fields: [field('origin', { mask: { kind: 'suppress' } })] }] }, codes: ['mask-missing'] },
  ])('A16 with $change: $codes', ({ change, codes }) => {
    expect(answered.tries(decide, actors.dataAuthority, { ...grant, ...change }).codes).toEqual(codes)
  })
})

describe('A16 what a decision says of cells and figures', () => {
  /** As the parameters have it: the two largest, nine tenths, one tenth. */
  const dominance = { largest: 2, largestShare: 0.9, restShare: 0.1 }
  const noise = { most: 5, variance: 2, noiseShare: 1 }
  const deciding = (change: object) => answered.tries(decide, actors.dataAuthority, { ...grant, ...change }).codes

  it.each([
    { change: { minimumRows: 10 }, codes: [] },
    { change: { minimumRows: 9 }, codes: ['fewer-rows-than-subjects'] },
    { change: { minimumGroup: 12, minimumRows: 11 }, codes: ['fewer-rows-than-subjects'] },
    { change: { minimumGroup: 12, minimumRows: 12 }, codes: [] },
    { change: { dominance }, codes: [] },
    { change: { dominance: { largest: 3, largestShare: 0.5, restShare: 0.3 } }, codes: [] },
    { change: { dominance: { ...dominance, largest: 1 } }, codes: ['dominance-too-lax'] },
    { change: { dominance: { ...dominance, largestShare: 0.91 } }, codes: ['dominance-too-lax'] },
    { change: { dominance: { ...dominance, restShare: 0.09 } }, codes: ['dominance-too-lax'] },
    { change: { figures: 'exact' }, codes: [] },
    { change: { figures: 'round' }, codes: ['protection-without-measure'] },
    { change: { figures: 'round', noise }, codes: ['protection-without-measure'] },
    { change: { figures: 'round', roundingBase: 5 }, codes: [] },
    { change: { figures: 'cell-key' }, codes: ['protection-without-measure'] },
    { change: { figures: 'cell-key', roundingBase: 5 }, codes: ['protection-without-measure'] },
    { change: { figures: 'cell-key', noise }, codes: [] },
  ])('A16 with $change: $codes', ({ change, codes }) => {
    expect(deciding(change)).toEqual(codes)
  })

  it('A16 asks nothing of a rejection', () => {
    const lax = { minimumRows: 2, dominance: { ...dominance, largestShare: 1 }, figures: 'round' }
    expect(deciding({ ...lax, outcome: 'reject', reason: '不同意' })).toEqual([])
    expect(deciding(lax)).toEqual(['fewer-rows-than-subjects', 'dominance-too-lax', 'protection-without-measure'])
  })

  it.each([
    ['minimumRows', { minimumRows: 2 }, { minimumRows: 1 }],
    ['minimumRows', { minimumRows: 100_000 }, { minimumRows: 100_001 }],
    ['roundingBase', { roundingBase: 2 }, { roundingBase: 1 }],
    ['roundingBase', { roundingBase: 1_000_000 }, { roundingBase: 1_000_001 }],
    ['dominance', { dominance: { ...dominance, largest: 10 } }, { dominance: { ...dominance, largest: 11 } }],
    ['dominance', { dominance: { ...dominance, restShare: 0 } }, { dominance: { ...dominance, restShare: -0.01 } }],
    ['noise', { noise: { ...noise, most: 50 } }, { noise: { ...noise, most: 51 } }],
    ['noise', { noise: { ...noise, variance: 400 } }, { noise: { ...noise, variance: 0 } }],
    ['noise', { noise: { ...noise, noiseShare: 2 } }, { noise: { ...noise, noiseShare: 2.01 } }],
    ['figures', { figures: 'cell-key' }, { figures: 'blurred' }],
  ])('A16 %s as far as %o and not %o', (_, inside, outside) => {
    const fits = (change: object) => decide.asks.safeParse({ ...grant, ...change }).success
    expect([fits(inside), fits(outside)]).toEqual([true, false])
  })

  it('A16 are kept as decided; where the decision is silent the parameters say what is dominance and figures are exact', () => {
    const said = { minimumRows: 15, dominance: { ...dominance, largest: 3 }, figures: 'cell-key', noise }
    expect(answered.does(decide, actors.dataAuthority, { ...grant, ...said }).state.decision).toMatchObject(said)
    expect(approved.state.decision).toMatchObject({ dominance, figures: 'exact' })
    expect(approved.state.decision).not.toHaveProperty('noise')
  })
})

describe('W6-2 nothing is granted while the zone holds files against marks of before', () => {
  const deciding = (contractBehind: boolean | undefined, change: object = {}) =>
    answered.tries(
      decide,
      actors.dataAuthority,
      { ...grant, ...change },
      {
        facts: { items: [{ ...flights, ...(contractBehind !== undefined && { contractBehind }) }] },
      },
    ).codes

  it('W6-2 an item whose contract is behind is refused, one that was followed is granted', () => {
    expect(deciding(true)).toEqual(['contract-behind'])
    expect(deciding(false)).toEqual([])
    expect(deciding(undefined)).toEqual([])
  })

  it('W6-2 a request can be rejected all the same', () => {
    expect(deciding(true, { outcome: 'reject', reason: '不同意' })).toEqual([])
  })
})

describe('A16 what the zone measured', () => {
  const beyond = [{ table: 'flights', measure: 'k', measured: 3, allowed: 10 }]
  const refused = approved.does(noteRefusedByZone, actors.platform, { refusal: 'risk-too-high', beyond })

  it('A16 a decision carries the level asked for and the risk that level 3 accepts, as the parameters say', () => {
    expect(approved.state.decision).toMatchObject({ requiredLevel: 2, levelRisk: 0.05 })
    expect(approved.state.decision?.quota).toEqual({
      liveJobs: 20,
      parallelJobs: 2,
      jobsPerDay: 500,
      cpuMinutesPerDay: 240,
      jobMemoryMebibytes: 4096,
    })
    expect(answered.does(decide, actors.dataAuthority, { ...grant, requiredLevel: 3 }).state.decision).toMatchObject({ requiredLevel: 3 })
  })

  it('A16 what is beyond the decision is kept by measure, and the authority decides again within the conclusions', () => {
    expect(refused.state).toMatchObject({ stage: 'refused-by-zone', zoneRefusal: 'risk-too-high', beyond })
    const again = refused.does(decide, actors.dataAuthority, grant)
    expect(again.state).toMatchObject({ stage: 'approved', beyond: [], zoneRefusal: '' })
    expect(active.tries(decide, actors.dataAuthority, grant).codes).toEqual(['not-under-review'])
  })

  it('A16 the bodies of the decision may measure while the workspace stands, and nobody else', () => {
    expect(active.does(examineRisk, actors.agency, {}).state.stage).toBe('active')
    expect(active.tries(examineRisk, actors.otherAgency, {}).codes).toEqual(['not-a-required-body'])
    expect(active.tries(examineRisk, actors.operator, {}).refusedUnder).toContain('A16')
    expect(approved.tries(examineRisk, actors.agency, {}).codes).toEqual(['workspace-not-open'])
  })
})

describe('W16-6 no workspace without operating procedures', () => {
  it('W16-6 they come with the request or are filed before it is decided', () => {
    const bare = [actors.dataAuthority, actors.agency, actors.reviewer].reduce(
      (at, body) => at.does(opine, body, passing),
      empty.does(submit, actors.operator, { ...form, procedures: '' }),
    )
    expect(bare.tries(decide, actors.dataAuthority, grant).refusedUnder).toEqual(['W16-6'])
    expect(
      bare.does(fileProcedures, actors.operator, { procedures: '规程' }).tries(decide, actors.dataAuthority, grant).refusedUnder,
    ).toEqual([])
  })
})

describe('the workspace is entered', () => {
  const entering = (known: Partial<DataRequestFacts> = {}, on = '2026-06-01') =>
    active.tries(enter, actors.analyst, {}, { facts: known, on })

  it('W16-1 by an enabled person of the operator, while everything stands', () => {
    expect(entering().refusedUnder).toEqual([])
    expect(entering({ personEnabled: false }).refusedUnder).toEqual(['W16-1'])
    expect(active.tries(enter, { ...actors.analyst, organization: actors.otherOperator.organization }).codes).toEqual([
      'not-your-workspace',
    ])
    expect(approved.tries(enter, actors.analyst).codes).toEqual(['workspace-not-open'])
  })

  it('W15-2 not while a risk report is open, and nothing thaws before it is released', () => {
    expect(entering({ openRisks: 1 }).refusedUnder).toEqual(['W15-2'])
    const frozen = active.does(freeze, actors.platform, { reason: '风险报告' })
    expect(frozen.tries(thaw, actors.platform, { reason: '恢复' }, { facts: { openRisks: 1 } }).refusedUnder).toEqual(['W15-2'])
    expect(frozen.tries(thaw, actors.platform, { reason: '恢复' }).refusedUnder).toEqual([])
  })

  it('W10-1 not while suspended, W10-2 and again only after the authority accepted', () => {
    const suspended = { authorization: { ...authorization, stage: 'suspended' } }
    expect(entering(suspended).refusedUnder).toEqual(['W10-1'])
    const frozen = active.does(freeze, actors.platform, { reason: '限期整改' })
    expect(frozen.tries(enter, actors.analyst).refusedUnder).toEqual(['W10-1'])
    expect(frozen.tries(thaw, actors.platform, { reason: '恢复' }, { facts: suspended }).refusedUnder).toEqual(['W10-2'])
    expect(frozen.does(thaw, actors.platform, { reason: '恢复' }).tries(enter, actors.analyst).refusedUnder).toEqual([])
    expect(active.tries(freeze, actors.dataAuthority, { reason: '手工' }).refusedUnder).toEqual(['W10-1'])
  })

  it.each([
    { on: '2028-05-01', refused: [] },
    { on: '2028-05-02', refused: ['W12-6'] },
  ])('W12-6 on $on: refused under $refused', ({ on, refused }) => {
    expect(entering({}, on).refusedUnder).toEqual(refused)
  })

  it.each([
    { on: '2028-05-01', codes: ['period-still-runs'], stage: 'active' },
    { on: '2028-05-02', codes: [], stage: 'ended' },
  ])('W12-6 the platform ends the use on $on: $codes', ({ on, codes, stage }) => {
    const then = active.where({ on })
    expect(then.tries(expire, actors.platform).codes).toEqual(codes)
    expect((codes.length > 0 ? then : then.does(expire, actors.platform)).state.stage).toBe(stage)
    expect(then.tries(expire, actors.operator).codes).toContain('not-yours-to-do')
  })

  it('W19-2 not after its purpose has ended', () => {
    const ended = active.does(endPurpose, actors.operator, { cause: 'purpose-met', reason: '统计完成' })
    expect(ended.tries(enter, actors.analyst).refusedUnder).toEqual(['W19-2'])
    expect(active.tries(endPurpose, actors.otherOperator, { cause: 'purpose-met', reason: '统计完成' }).codes).toEqual(['not-your-request'])
  })
})

describe('W2-4 what is closed later stops being used', () => {
  it.each([{ openAttribute: 'prohibited' as const }, { secrecy: true }])(
    'W2-4 an item with %o is neither granted, entered nor thawed',
    (change) => {
      const known = { items: [{ ...flights, ...change }] }
      expect(answered.tries(decide, actors.dataAuthority, grant, { facts: known }).refusedUnder).toEqual(['W2-4'])
      expect(
        answered.tries(decide, actors.dataAuthority, { ...grant, outcome: 'reject', reason: '已禁止开放' }, { facts: known }).refusedUnder,
      ).toEqual([])
      expect(active.tries(enter, actors.analyst, {}, { facts: known }).refusedUnder).toEqual(['W2-4'])
      const frozen = active.does(freeze, actors.platform, { reason: '目录变更' })
      expect(frozen.tries(thaw, actors.platform, { reason: '恢复' }, { facts: known }).refusedUnder).toEqual(['W2-4'])
    },
  )
})

describe('A19 a workspace is sealed, then destroyed', () => {
  const sealed = active.does(noteSealed, actors.platform, { reason: '授权被撤销' })
  const destroyed = sealed.does(noteDestroyed, actors.platform, { task: 'd1' })

  it('A19 in this order', () => {
    expect(active.tries(noteDestroyed, actors.platform, { task: 'd1' }).codes).toEqual(['not-sealed'])
    expect(destroyed.state.stage).toBe('destroyed')
  })

  it('W19-5 and never opened again under the old decision', () => {
    expect(destroyed.tries(noteProvisioned, actors.platform, { rows: 1 }).refusedUnder).toEqual(['W19-5', 'A12'])
  })

  it('A12 what the zone refused may be opened once it is mended', () => {
    const refused = approved.does(noteRefusedByZone, actors.platform, { refusal: 'risk-too-high' })
    expect(refused.state).toMatchObject({ stage: 'refused-by-zone', zoneRefusal: 'risk-too-high' })
    expect(refused.does(noteProvisioned, actors.platform, { rows: 5, highestRisk: 0.1 }).state).toMatchObject({
      stage: 'active',
      provision: { rows: 5, highestRisk: 0.1 },
    })
  })
})

describe('W26-2 nothing thaws while the plan of its scenario is not valid', () => {
  it.each([
    [{}, []],
    [{ providersWithoutPlan: [actors.agency.organization] }, ['W26-2']],
    [{ operatorPlanValid: false }, ['W26-2']],
  ])('W26-2 with %j: refused under %j', (known, refused) => {
    const frozen = active.does(freeze, actors.platform, { reason: '预案失效' })
    expect(frozen.tries(thaw, actors.platform, { reason: '恢复' }, { facts: known }).refusedUnder).toEqual(refused)
  })
})
