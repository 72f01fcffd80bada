import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { actors } from './actors.ts'
import { isRuleId } from './articles.ts'
import { cases } from './cases.ts'
import { closedBy, type Procedure } from './kernel/act.ts'
import { type Clock, clocksOf, isOverdue, remindersBefore } from './kernel/clocks.ts'
import { addDays, day, endOfDay, startOfDay } from './kernel/days.ts'
import { parametersOn } from './parameters.ts'

// biome-ignore lint/suspicious/noExplicitAny: cases of any kind, each with a state of its own
type AnyProcedure = Procedure<any, any, any>

const all = cases as readonly AnyProcedure[]
const kind = (name: string): AnyProcedure => {
  const found = all.find((one) => one.name === name)
  if (found === undefined) throw new Error(`could not find a case called ${name}`)
  return found
}
const clocksIn = (name: string, state: object): readonly Clock[] =>
  clocksOf(kind(name), 'x1', { ...kind(name).start, ...state }, parametersOn)
const clockIn = (name: string, state: object, clock: string): Clock | undefined => clocksIn(name, state).find((one) => one.name === clock)

const operator = actors.operator.organization
const agency = actors.agency.organization
const authority = actors.dataAuthority.organization
const consumer = actors.consumer.organization

/** What stands, which clock runs in it, and its last day. Where the platform acts: under which code the act is closed on that last day. */
const running = [
  [
    'W9-1',
    'call',
    'application-window',
    { stage: 'published', authority, openFrom: '2026-03-02', openTo: '2026-03-31' },
    '2026-03-31',
    'close',
    'window-still-open',
  ],
  [
    'A9',
    'application',
    'correction',
    { stage: 'returned', applicant: operator, returned: { defects: '缺页', on: '2026-02-10', due: '2026-02-14' } },
    '2026-02-14',
    'lapse',
    'correction-time-left',
  ],
  ['W9-3', 'application', 'joint-opinion', { stage: 'accepted', acceptedOn: '2026-02-12', reviewBodies: [agency] }, '2026-02-26'],
  ['A9', 'application', 'joint-review', { stage: 'accepted', acceptedOn: '2026-03-02', authority }, '2026-03-30'],
  [
    'W9-4',
    'application',
    'operator-notice',
    { stage: 'in-notice', authority, notice: { from: '2026-03-02', until: '2026-03-09', text: '公示' } },
    '2026-03-09',
  ],
  [
    'W9-5',
    'application',
    'notice-objection',
    { stage: 'in-notice', authority, objections: [{ number: 1, standing: 'open', receivedOn: '2026-03-02', due: undefined }] },
    '2026-03-23',
  ],
  [
    'A7',
    'application',
    'evidence',
    { stage: 'accepted', applicant: operator, evidence: [{ condition: 'security-officer', validTo: '2026-08-31' }] },
    '2026-08-31',
  ],
  [
    'W10-4',
    'authorization',
    'term',
    { stage: 'active', operator, from: '2026-03-12', until: '2028-03-11' },
    '2028-03-11',
    'expire',
    'term-still-runs',
  ],
  ['W10-3', 'authorization', 'renewal-window', { stage: 'active', operator, from: '2026-03-12', until: '2028-03-11' }, '2028-03-11'],
  [
    'A10',
    'authorization',
    'rectification',
    {
      stage: 'suspended',
      operator,
      from: '2026-03-01',
      until: '2028-02-29',
      rectification: { violation: 'law-broken', orderedOn: '2026-03-11', due: '2026-03-26', extensions: 0 },
    },
    '2026-03-26',
    'note-rectification-overdue',
    'not-overdue',
  ],
  // Ten working days from the Friday before the Spring Festival: the 14th and the 28th are Saturdays that are worked.
  [
    'W14-2',
    'authorization',
    'responsible-letter',
    {
      stage: 'active',
      operator,
      from: '2026-02-01',
      until: '2028-01-31',
      proposed: [],
      responsibleChange: { who: 'first', on: '2026-02-13', due: undefined },
    },
    '2026-03-05',
    'note-letter-overdue',
    'letter-not-overdue',
  ],
  [
    'W26-2',
    'emergency-plan',
    'plan-validity',
    { stage: 'approved', organization: agency, validUntil: '2027-03-01', drills: [{ on: '2026-03-02', report: '演练' }] },
    '2027-03-01',
    'lapse',
    'plan-still-valid',
  ],
  [
    'W26-2',
    'emergency-plan',
    'plan-grace',
    { stage: 'lapsed', organization: agency, lapsed: { on: '2027-03-02', cause: 'over' } },
    '2027-03-01',
    'suspend-scenario',
    'grace-still-runs',
  ],
  [
    'A26',
    'emergency-plan',
    'yearly-drill',
    { stage: 'approved', organization: agency, drills: [{ on: '2028-02-29', report: '演练' }] },
    '2029-02-28',
  ],
  [
    'W16-1',
    'person',
    'nda',
    { stage: 'enabled', organization: operator, nda: { signedOn: '2026-03-02', validTo: '2029-03-01' } },
    '2029-03-01',
  ],
  [
    'W25-2',
    'person',
    'training',
    { stage: 'enabled', organization: operator, training: { course: '安全', on: '2026-03-02', validTo: '2027-03-01' } },
    '2027-03-01',
  ],
  [
    'W12-3',
    'data-request',
    'request-opinion',
    { stage: 'submitted', submittedOn: '2026-03-02', required: [{ body: agency, as: 'provider' }] },
    '2026-03-09',
  ],
  ['A12', 'data-request', 'request-review', { stage: 'submitted', submittedOn: '2026-03-02', authority }, '2026-03-30'],
  ['W12-6', 'data-request', 'data-term', { stage: 'active', operator, openedOn: '2026-03-12', until: '2027-03-31' }, '2027-03-31'],
  [
    'W13-1',
    'data-objection',
    'objection-acceptance',
    { stage: 'raised', provider: agency, since: '2026-03-02', due: '2026-03-04' },
    '2026-03-04',
  ],
  // No day could be named when it was accepted: once the year is published the working days are counted.
  [
    'W13-1',
    'data-objection',
    'objection-answer',
    { stage: 'accepted', provider: agency, since: '2026-09-25', due: undefined },
    '2026-10-15',
  ],
  [
    'A15',
    'risk-report',
    'risk-written-report',
    { stage: 'raised', operator, raisedAt: '2026-03-02T01:00:00.000Z', reportDue: '2026-03-03T01:00:00.000Z' },
    '2026-03-03',
  ],
  ['A18', 'report', 'returned-report', { stage: 'returned', operator, due: '2026-04-15' }, '2026-04-15'],
  ['A19', 'destruction', 'destruction', { stage: 'approved', openedOn: '2026-03-02', due: undefined }, '2026-03-23'],
  ['W19-4', 'destruction', 'legal-hold', { stage: 'held', hold: { basis: '依法', until: '2026-06-30' } }, '2026-06-30'],
  [
    'W20-2',
    'distribution',
    'distribution-term',
    { stage: 'ended', operator, validFrom: '2026-03-01', validTo: '2026-06-30' },
    '2026-06-30',
  ],
  [
    'W21-2',
    'venue',
    'venue-licence',
    { stage: 'admitted', organization: operator, licence: { number: 'x', issuer: 'y', validTo: '2026-12-31' } },
    '2026-12-31',
  ],
  [
    'W23-3',
    'bill',
    'payment',
    { stage: 'noticed', consumer, notice: { paymentCode: '1', on: '2026-03-02', due: '2026-04-01' } },
    '2026-04-01',
  ],
  ['W23-5', 'regime-switch', 'use-explanation', { stage: 'opened', consumer, openedOn: '2026-03-02', due: undefined }, '2026-03-09'],
  ['A17', 'subscription', 'use-term', { stage: 'active', consumer, operator, until: '2026-12-31' }, '2026-12-31'],
  [
    'W25-3',
    'inspection',
    'finding',
    { stage: 'planned', operator, findings: [{ number: 1, finding: '问题', due: '2026-03-20', standing: 'open' }] },
    '2026-03-20',
    'note-overdue',
    'no-finding-overdue',
  ],
  [
    'W15-5',
    'inspection',
    'inspection-evidence',
    { stage: 'planned', operator, evidence: [{ number: 1, material: '台账', due: '2026-03-20', answered: false }] },
    '2026-03-20',
  ],
  [
    'W27-3',
    'credit-record',
    'credit-term',
    { stage: 'standing', organization: operator, from: '2026-03-02', until: '2027-03-01' },
    '2027-03-01',
    'expire',
    'term-still-runs',
  ],
  [
    'A28',
    'intellectual-property',
    'ip-registration',
    { stage: 'registered', operator, validTo: '2027-03-01' },
    '2027-03-01',
    'expire',
    'registration-still-runs',
  ],
  [
    'A29',
    'assessment',
    'assessment',
    { stage: 'evidence', assessor: operator, authority, yearUntil: '2027-03-11', due: '2027-05-10' },
    '2027-05-10',
  ],
  [
    'W29-3',
    'assessment',
    'assessment-evidence',
    { stage: 'evidence', operator, due: '2027-05-10', requests: [{ number: 1, due: '2027-04-10', standing: 'open' }] },
    '2027-04-10',
    'note-refusals',
    'nothing-overdue',
  ],
  [
    'A29',
    'assessment',
    'assessment-feedback',
    { stage: 'scored', operator, due: '2027-05-10', feedback: { due: '2027-04-20', text: undefined } },
    '2027-04-20',
  ],
  [
    'W10-5',
    'organization',
    'ban',
    { stage: 'registered', uscc: operator, bans: [{ authorization: 'a1', cause: 'violation', from: '2026-03-02', until: '2029-03-02' }] },
    '2029-03-02',
    'lift-ban',
    'no-ban-over',
  ],
  [
    'A6',
    'urge',
    'urge-answer',
    { stage: 'issued', role: 'agency', body: agency, authority, since: '2026-03-02', due: '2026-03-06' },
    '2026-03-06',
  ],
  [
    'W7-5',
    'authorization',
    'condition-recheck',
    { stage: 'active', operator, from: '2026-03-12', until: '2028-03-11', grantedOn: '2026-03-11', listFaults: [] },
    '2026-04-11',
  ],
  [
    'W7-1',
    'authorization',
    'condition-evidence',
    {
      stage: 'active',
      operator,
      from: '2026-03-12',
      until: '2028-03-11',
      evidence: [{ condition: 'security-organized', validFrom: '2026-01-01', validTo: '2026-12-31' }],
    },
    '2026-12-31',
  ],
  [
    'A24',
    'product',
    'registration-notice',
    { stage: 'in-notice', operator, notice: { from: '2026-03-02', until: '2026-03-16' } },
    '2026-03-16',
  ],
  [
    'W24-4',
    'product',
    'registration-validity',
    { stage: 'published', operator, certificate: { number: '1', versionHash: 'x', issuedOn: '2026-03-17', validTo: '2029-03-16' } },
    '2029-03-16',
  ],
  [
    'W17-4',
    'product',
    'review-validity',
    { stage: 'reviewed', operator, reviews: [{ kind: 'security', conclusion: 'pass', on: '2026-03-02' }] },
    '2027-03-02',
  ],
  ['A24', 'registration', 'registration-matter-review', { stage: 'applied', applicant: operator, reviewDue: '2026-03-30' }, '2026-03-30'],
  [
    'A24',
    'registration',
    'registration-matter-notice',
    { stage: 'in-notice', operator, notice: { from: '2026-03-02', until: '2026-03-16' } },
    '2026-03-16',
  ],
  [
    'A24',
    'registration-objection',
    'registration-objection',
    { stage: 'raised', raisedOn: '2026-03-02', checkDue: '2026-03-23' },
    '2026-03-23',
  ],
  [
    'A24',
    'resource-registration',
    'resource-acceptance',
    { stage: 'submitted', provider: agency, submittedOn: '2026-03-02' },
    '2026-03-05',
  ],
  ['A24', 'resource-registration', 'resource-form-review', { stage: 'accepted', provider: agency, acceptedOn: '2026-03-02' }, '2026-03-30'],
  [
    'A24',
    'resource-registration',
    'resource-notice',
    { stage: 'in-notice', provider: agency, notice: { from: '2026-03-02', until: '2026-03-16' } },
    '2026-03-16',
  ],
  [
    'A24',
    'resource-registration',
    'resource-validity',
    { stage: 'registered', provider: agency, codedOn: '2026-03-17', validTo: '2029-03-16' },
    '2029-03-16',
    'lapse',
    'still-valid',
  ],
  [
    'A22',
    'permitted-revenue',
    'permitted-revenue-period',
    { stage: 'in-force', operator, from: '2026-01-01', to: '2026-12-31' },
    '2026-12-31',
  ],
  ['A24', 'disclosure', 'disclosure-year', { stage: 'expected', year: 2026, organization: authority, kind: 'implementing' }, '2026-12-31'],
  ['N4-3', 'disclosure', 'disclosure', { stage: 'open', year: 2026, organization: authority, kind: 'implementing' }, '2027-03-31'],
] as const

describe('each clock has its last day, which counts whole', () => {
  it.each(running.map((one) => ({ rule: one[0], of: one[1], name: one[2], state: one[3], due: one[4] })))(
    '$rule $name of a case of $of ends with $due',
    ({ rule, of, name, state, due }) => {
      const clock = clockIn(of, state, name)
      expect(clock).toMatchObject({ rule, due, notPublished: undefined })
      expect(clock && [isOverdue(clock, day(due)), isOverdue(clock, addDays(day(due), 1))]).toEqual([false, true])
      expect(clock?.whose.length).toBeGreaterThan(0)
    },
  )

  const acting = running.flatMap(([rule, of, name, state, due, act, code]) =>
    act === undefined ? [] : [{ rule, of, name, state, due: day(due), act, code }],
  )
  const closed = ({ of, act, state }: (typeof acting)[number], on: string) => {
    const table = kind(of).acts.find((one) => one.name === `${of}.${act}`)
    if (table === undefined) throw new Error(`could not find ${of}.${act}`)
    // What other cases show stands in no way.
    const facts = { authorization: { stage: 'active', proposalOpen: false }, coveredOtherwise: false, deliberation: {}, overdueReports: [] }
    const matter = { facts, by: actors.platform, at: startOfDay(day(on)), on: day(on), parameters: parametersOn(day(on)) }
    return closedBy(table, { ...matter, state: { ...kind(of).start, ...state } }).map((one) => one.code)
  }

  it.each(acting)('$rule $act of $of is closed on $due, and open as the day after begins', (one) => {
    // The grace of an unlawful plan is none: what follows comes with the day it lapsed.
    expect(closed(one, one.due)).toContain(one.code)
    expect(closed(one, addDays(one.due, 1))).toEqual([])
    expect(endOfDay(one.due)).toBe(startOfDay(addDays(one.due, 1)))
  })
})

describe('the table of clocks', () => {
  const rules = all.flatMap(({ name, acts, clocks = [] }) => clocks.map((clock) => ({ of: name, acts, clock })))

  it('names each clock once in its case, under a rule, in both languages, and only acts that there are', () => {
    for (const { of, acts, clock } of rules) {
      expect(isRuleId(clock.rule)).toBe(true)
      for (const words of [clock.title, clock.ends])
        expect(words).toMatchObject({ zh: expect.stringMatching(/[一-鿿]/), en: expect.stringMatching(/^[a-z]/) })
      if (clock.act !== undefined) expect(acts.map((act) => act.name)).toContain(`${of}.${clock.act}`)
    }
    expect(new Set(rules.map(({ of, clock }) => `${of} ${clock.name}`)).size).toBe(rules.length)
  })

  it('runs no clock in a case that has not begun', () => {
    for (const { name, start, clocks } of all) if (clocks !== undefined) expect(clocksOf(kind(name), 'x1', start, parametersOn)).toEqual([])
  })

  it('has each of its clocks shown running by some test', () => {
    const here = new URL('.', import.meta.url)
    const tests = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'))
    const said = tests.map((file) => readFileSync(new URL(file, here), 'utf8')).join('\n')
    expect(rules.map(({ clock }) => clock.name).filter((name) => !said.includes(`'${name}'`))).toEqual([])
  })
})

describe('what an authorization owes', () => {
  const state = { stage: 'active', operator, from: '2026-03-12', until: '2028-03-11', activeSince: '2026-03-12' }
  const duesOf = (name: string, more: object = {}) =>
    clocksIn('authorization', { ...state, ...more })
      .filter((one) => one.name === name)
      .map(({ subject, start, due }) => [subject, start, due])

  it('W15-3 each quarter it was in force has a report, from the last day of the quarter', () => {
    const quarters = duesOf('periodic-report')
    expect(quarters).toHaveLength(9)
    expect(quarters[0]).toEqual(['2026-q1', '2026-03-31', '2026-04-15'])
    expect(quarters.at(-1)).toEqual(['2028-q1', '2028-03-31', '2028-04-15'])
  })

  it('W15-3 a report that stays away is proposed for suspension thirty days after its last day', () => {
    expect(duesOf('late-report')[0]).toEqual(['2026-q1', '2026-03-31', '2026-05-15'])
  })

  it('W18-2 each year has a report by 31 March of the next', () => {
    expect(duesOf('annual-report')).toEqual([
      ['2026', '2026-12-31', '2027-03-31'],
      ['2027', '2027-12-31', '2028-03-31'],
      ['2028', '2028-12-31', '2029-03-31'],
    ])
  })

  it('A29 each contract year is assessed within sixty days', () => {
    expect(duesOf('yearly-assessment')).toEqual([
      ['1', '2027-03-11', '2027-05-10'],
      ['2', '2028-03-11', '2028-05-10'],
    ])
  })

  it('W15-3 nothing is owed for time after an early end, and nothing at all before it came into force', () => {
    const ended = { stage: 'terminated', ended: { on: '2026-05-20', cause: 'other' } }
    expect(duesOf('periodic-report', ended).map(([subject]) => subject)).toEqual(['2026-q1', '2026-q2'])
    expect(duesOf('periodic-report', { activeSince: undefined })).toEqual([])
  })

  it('W15-3 the report that is handed in stops its clocks: it is known by its own name', () => {
    const quarter = clocksIn('authorization', state).find((one) => one.name === 'periodic-report')
    expect(quarter?.answeredBy).toBe('report/x1.2026-q1')
  })
})

describe('a year whose working days are not published', () => {
  it('W13-1 is said on the clock, which has no last day and is never overdue', () => {
    const clock = clockIn(
      'data-objection',
      { stage: 'accepted', provider: agency, since: '2026-12-28', due: undefined },
      'objection-answer',
    )
    expect(clock).toMatchObject({ due: undefined, notPublished: 2027 })
    expect(clock && isOverdue(clock, day('2030-01-01'))).toBe(false)
  })

  it('W10-4 leaves alone what is counted in days, months and years', () => {
    expect(clockIn('authorization', { stage: 'active', operator, from: '2020-01-01', until: '2031-12-31' }, 'term')).toMatchObject({
      due: '2031-12-31',
      notPublished: undefined,
    })
  })
})

describe('what rests on other cases', () => {
  it('N1-1 the first registration of a resource has a day once the overlay judges', () => {
    const first = clockIn(
      'resource-registration',
      { stage: 'expected', provider: agency, deliveredOn: '2026-03-02' },
      'resource-first-registration',
    )
    expect(first).toMatchObject({ rule: 'N1-1', start: '2026-03-02', due: undefined, byFacts: true })
  })

  const first = kind('emergency-plan').clocks?.find(({ name }) => name === 'first-drill')
  const named = (liveSince: string | undefined) =>
    first?.dueByFacts?.(kind('emergency-plan').start, { liveSince }, parametersOn(day('2026-03-02')))

  it('W26-3 the first drill has a day once what the plan covers is live', () => {
    expect(named('2026-03-12')).toBe('2026-04-11')
    expect(named(undefined)).toBeUndefined()
    expect(clockIn('emergency-plan', { stage: 'approved', organization: agency, validUntil: '2027-03-01' }, 'first-drill')).toMatchObject({
      due: undefined,
      byFacts: true,
    })
  })
})

it('A10 an expiry is brought to mind ninety, sixty, thirty, fifteen, seven days and one day before', () => {
  const term = clockIn('authorization', { stage: 'active', operator, from: '2026-03-12', until: '2028-03-11' }, 'term')
  expect(remindersBefore(term?.remind, parametersOn(day('2026-03-12')))).toEqual([90, 60, 30, 15, 7, 1])
})

it('W25-3 a finding that was noted as overdue stays late, and nothing more follows from it', () => {
  const findings = [{ number: 1, finding: '问题', due: '2026-03-20', standing: 'overdue' }]
  expect(clockIn('inspection', { stage: 'planned', operator, findings }, 'finding')).toMatchObject({ due: '2026-03-20', act: undefined })
})
