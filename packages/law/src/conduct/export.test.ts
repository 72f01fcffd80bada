import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { clocksOf } from '../kernel/clocks.ts'
import { type Day, day } from '../kernel/days.ts'
import { parametersOn } from '../parameters.ts'
import { scene } from '../testing.ts'
import { request as ask, change, withdraw } from './export/requesting.ts'
import { comment, recuse, review, vote, votesFor } from './export/review.ts'
import { noteDestroyed, seal, unseal } from './export/sealing.ts'
import { download, end, noteChecked, noteRefusedByZone, noteReleased } from './export/standing.ts'
import type { Export, ExportFacts } from './export/state.ts'
import { dataExports } from './export.ts'

const authority = actors.dataAuthority.organization
const [provider, other] = [actors.agency.organization, actors.otherAgency.organization]
const request: ExportFacts['request'] = {
  stage: 'active',
  operator: actors.operator.organization,
  scenario: 'on-time',
  until: day('2027-05-01'),
}
const authorization: ExportFacts['authorization'] = {
  id: 'a1',
  stage: 'active',
  authority,
  reviewBodies: [actors.reviewer.organization],
}
const facts: ExportFacts = {
  request,
  authorization,
  sources: [{ table: 'people', provider, grade: 'general-3' }],
  personEnabled: true,
  openRisks: 0,
  openDestructions: 0,
}
const [first, second] = ['a'.repeat(64), 'b'.repeat(64)]
const file = (sha256: string) => ({ name: 'delays.csv', kind: 'table', format: 'csv', rows: 40, sizeBytes: 900, sha256 })
const context = '2026年上半年各区旅客人数，单位为人，不含中转旅客。'
const form = {
  export: 'x1',
  request: 'r1',
  purpose: '向航司反馈准点情况。',
  scenario: 'on-time',
  recipients: [actors.operator.organization],
  context,
  snapshot: first,
  files: [file(first)],
}
const report = (snapshot: string, passed = true) => ({
  snapshot,
  passed,
  checks: [{ check: 'identifiers', passed, findings: passed ? 0 : 1 }],
  tables: ['people'],
})
const empty = scene(dataExports, { facts, on: '2026-06-01' })
const asked = empty.does(ask, actors.analyst, form)
const checked = asked.does(noteChecked, actors.platform, report(first))
const cast = (conclusion = 'approve', snapshot = first) => ({ snapshot, conclusion, reason: '内容与申请一致。' })
const looked = checked.does(review, actors.dataAuthority).does(review, actors.agency)
const half = looked.does(vote, actors.dataAuthority, cast())
const approved = half.does(vote, actors.agency, cast())
const releasing = { snapshot: first, manifest: second, files: [{ name: 'delays.csv', sizeBytes: 900, sha256: second }], logIndex: 7 }
const released = approved.does(noteReleased, actors.platform, releasing)

describe('A16 an analyst of the operator asks for one snapshot', () => {
  it.each([
    { change: {}, known: {}, codes: [] },
    { change: {}, known: { request: { ...request, operator: actors.otherOperator.organization } }, codes: ['not-your-request'] },
    { change: {}, known: { request: { ...request, stage: 'frozen' } }, codes: ['workspace-not-open'] },
    { change: {}, known: { authorization: { ...authorization, stage: 'suspended' } }, codes: ['authorization-suspended'] },
    { change: {}, known: { authorization: { ...authorization, stage: 'revoked' } }, codes: ['authorization-not-in-force'] },
    { change: {}, known: { openRisks: 1 }, codes: ['risk-open'] },
    { change: {}, known: { personEnabled: false }, codes: ['person-not-enabled'] },
    { change: { scenario: 'marketing' }, known: {}, codes: ['other-scenario'] },
    { change: { files: [file(first), file(second)] }, known: {}, codes: ['file-twice'] },
    { change: {}, known: { request: { ...request, until: '2026-06-01' as Day } }, codes: [] },
    { change: {}, known: { request: { ...request, until: '2026-05-31' as Day } }, codes: ['request-over'] },
  ])('A16 with $change and $known: $codes', ({ change: changed, known, codes }) => {
    expect(empty.tries(ask, actors.analyst, { ...form, ...changed }, { facts: known as Partial<ExportFacts> }).codes).toEqual(codes)
  })

  it.each(['../x.csv', '/etc/passwd', 'x.exe', 'Ａ.csv', '.csv', 'a/b.csv', 'a.csv.exe'])(
    'A16 a file called %s is no file of an export',
    (name) => {
      expect(() => empty.tries(ask, actors.analyst, { ...form, files: [{ ...file(first), name }] })).toThrow()
    },
  )

  it('A16 once, and by nobody else', () => {
    expect(empty.tries(ask, actors.agency, form).codes).toContain('not-yours-to-do')
    expect(asked.tries(ask, actors.analyst, form).codes).toEqual(['already-requested'])
    expect(asked.state).toMatchObject({ stage: 'requested', requester: 'qian', authority, scenario: 'on-time', authorization: 'a1' })
  })
})

describe('W16-3 the zone checks before people look', () => {
  it('W16-3 what passed waits for its reviewers, what failed goes back', () => {
    expect(checked.state).toMatchObject({
      stage: 'checked',
      grade: 'general-3',
      required: [
        { as: 'authority', body: authority },
        { as: 'provider', body: provider },
      ],
    })
    expect(asked.does(noteChecked, actors.platform, report(first, false)).state.stage).toBe('returned')
  })

  it('W16-3 a report on another snapshot counts for nothing, nor one that passes with a failure', () => {
    expect(asked.tries(noteChecked, actors.platform, report(second)).codes).toEqual(['other-snapshot'])
    const lying = { ...report(first, false), passed: true }
    expect(asked.tries(noteChecked, actors.platform, lying).codes).toEqual(['passed-with-failures'])
    expect(asked.tries(noteChecked, actors.dataAuthority, report(first)).codes).toContain('not-yours-to-do')
  })
})

describe('W16-3 a model is judged before people look, and leaves as it was reviewed', () => {
  const model = { name: 'delays.onnx', kind: 'model', format: 'onnx', rows: 0, sizeBytes: 900, sha256: first }
  const wanted = empty.does(ask, actors.analyst, { ...form, files: [model] })
  const judged = { check: 'memorization', passed: true, findings: 0 }

  it('W16-3 a report that says nothing of its verdict counts for nothing; a failed verdict sends it back', () => {
    expect(wanted.tries(noteChecked, actors.platform, report(first)).codes).toEqual(['model-not-examined'])
    const { checks } = report(first)
    expect(wanted.tries(noteChecked, actors.platform, { ...report(first), checks: [...checks, judged] }).codes).toEqual([])
    const failed = { ...report(first), passed: false, checks: [...checks, { ...judged, passed: false, findings: 1 }] }
    expect(wanted.does(noteChecked, actors.platform, failed).state.stage).toBe('returned')
  })

  it.each([
    { sha256: first, name: 'delays.onnx', codes: [] },
    { sha256: second, name: 'delays.onnx', codes: ['model-differs'] },
    { sha256: first, name: 'other.onnx', codes: ['model-differs'] },
  ])('W16-3 released as $name with $sha256: $codes', ({ sha256, name, codes }) => {
    const voted = wanted
      .does(noteChecked, actors.platform, { ...report(first), checks: [judged] })
      .does(review, actors.dataAuthority)
      .does(review, actors.agency)
      .does(vote, actors.dataAuthority, cast())
      .does(vote, actors.agency, cast())
    expect(voted.tries(noteReleased, actors.platform, { ...releasing, files: [{ name, sizeBytes: 900, sha256 }] }).codes).toEqual(codes)
  })
})

describe('W16-3 who must vote', () => {
  const sources = (...grades: readonly ['people' | 'flights', string, string][]) =>
    grades.map(([table, body, grade]) => ({ table, provider: body, grade })) as unknown as ExportFacts['sources']
  const bodies = (known: Partial<ExportFacts>, tables: readonly string[] = ['people'], reviewers = 2) =>
    votesFor({ operator: request.operator, facts: { ...facts, ...known }, tables, reviewers }).map(({ as, body }) => `${as} ${body}`.trim())
  const [a, p, q] = [`authority ${authority}`, `provider ${provider}`, `provider ${other}`]

  it.each([
    { name: 'below grade 3 the authority alone', known: { sources: sources(['people', provider, 'general-2']) }, expected: [a] },
    { name: 'from grade 3 on the agency too', known: {}, expected: [a, p] },
    {
      name: 'every agency whose data it comes from, and no other',
      known: { sources: sources(['people', provider, 'general-3'], ['flights', other, 'important']) },
      expected: [a, p],
    },
    {
      name: 'a security authority for important data',
      known: { sources: sources(['people', provider, 'important']) },
      expected: [a, p, 'security'],
    },
    {
      name: 'a security authority where the authority itself gave the data',
      known: { sources: sources(['people', authority, 'general-4']) },
      expected: [a, 'security'],
    },
    {
      name: 'not the operator, whose own data it is',
      known: { sources: sources(['people', request.operator, 'general-3']) },
      expected: [a, 'security'],
    },
  ])('W16-3 $name', ({ known, expected }) => {
    expect(bodies(known)).toEqual(expected)
  })

  it('W16-3 all sources count where a table is unknown or none is named', () => {
    const known = { sources: sources(['people', provider, 'general-1'], ['flights', other, 'general-3']) }
    expect(bodies(known)).toEqual([a])
    expect(bodies(known, [])).toEqual([a, p, q])
    expect(bodies(known, ['people', 'strange'])).toEqual([a, p, q])
  })

  it('W16-3 others stand in where the number demands more', () => {
    expect(bodies({}, ['people'], 3)).toEqual([a, p, 'security'])
    expect(bodies({}, ['people'], 4)).toEqual([a, p, 'security', `reviewer ${actors.reviewer.organization}`])
  })
})

describe('W16-3 votes', () => {
  it('W16-3 come from bodies that are asked, from people who have looked, on this file, with a reason', () => {
    expect(checked.tries(vote, actors.dataAuthority, cast()).codes).toEqual(['not-looked-at'])
    expect(checked.tries(vote, actors.otherAgency, cast()).codes).toEqual(['not-a-required-body', 'not-looked-at'])
    expect(looked.tries(vote, actors.agency, cast('approve', second)).codes).toEqual(['file-changed'])
    expect(looked.tries(vote, actors.agency, { ...cast('changes'), reason: ' ' }).codes).toEqual(['no-reason'])
    expect(looked.tries(vote, actors.agency, cast()).codes).toEqual([])
  })

  it('W16-3 nobody votes on their own, twice, or for two bodies', () => {
    const own = { ...actors.dataAuthority, organization: actors.operator.organization }
    expect(checked.tries(review, own).codes).toContain('own-export')
    expect(checked.tries(review, { ...actors.dataAuthority, person: 'qian' }).codes).toEqual(['own-export'])
    expect(half.tries(vote, actors.dataAuthority, cast()).codes).toEqual(['vote-given', 'same-person'])
    expect(half.tries(vote, { ...actors.dataAuthority, person: 'second' }, cast()).codes).toContain('vote-given')
    const both = { ...actors.agency, person: actors.dataAuthority.person }
    expect(half.tries(vote, both, cast()).codes).toEqual(['same-person'])
  })

  it('W16-3 nothing follows before the last is in; then all are opened at once', () => {
    expect(half.state).toMatchObject({ stage: 'in-review', areVotesOpen: false })
    const { events } = half.tries(vote, actors.agency, cast())
    expect(events.map(({ type }) => type)).toEqual(['ExportVoteCast', 'ExportVotesOpened', 'ExportApproved'])
    expect(looked.tries(vote, actors.agency, cast('refuse')).events.map(({ type }) => type)).toEqual(['ExportVoteCast'])
  })

  it.each([
    { other: 'approve', stage: 'approved' },
    { other: 'changes', stage: 'returned' },
    { other: 'refuse', stage: 'refused' },
  ])('W16-3 one approves and the other says $other: $stage', ({ other: said, stage }) => {
    expect(half.does(vote, actors.agency, cast(said)).state.stage).toBe(stage)
  })

  it('W16-3 a changed file voids them', () => {
    const changed = half.does(change, actors.analyst, { snapshot: second, files: [file(second)], context })
    expect(changed.state).toMatchObject({ stage: 'requested', votes: [], areVotesOpen: false, report: undefined })
    expect(changed.state.pastRounds).toMatchObject([{ snapshot: first, areOpen: false, votes: [{ body: authority }] }])
    const again = changed
      .does(noteChecked, actors.platform, report(second))
      .does(review, actors.agency)
      .does(vote, actors.agency, cast('approve', second))
    expect(again.state.stage).toBe('in-review')
    expect(again.tries(vote, actors.dataAuthority, cast('approve', second)).codes).toEqual(['not-looked-at'])
    expect(approved.tries(change, actors.analyst, { snapshot: second, files: [file(second)], context }).codes).toEqual(['not-changeable'])
  })

  it('W10-1 are not taken while the authorization is suspended', () => {
    const suspended = { facts: { authorization: { ...authorization, stage: 'suspended' } } }
    expect(looked.tries(vote, actors.agency, cast(), suspended).refusedUnder).toEqual(['W10-1'])
  })

  it('W16-3 who steps back leaves the vote to somebody else of the body', () => {
    const stepped = checked.does(recuse, actors.agency, { reason: '亲属在该单位任职。' })
    expect(stepped.tries(review, actors.agency).codes).toEqual(['recused'])
    expect(stepped.tries(review, { ...actors.agency, person: 'li2' }).codes).toEqual([])
  })

  it('W16-3 a reviewer speaks behind the seal until the votes are open, the operator never', () => {
    const spoken = half.does(comment, actors.agency, { text: '第三列的单位是什么？' }).does(comment, actors.analyst, { text: '单位为人。' })
    expect(spoken.state.comments.map(({ sealed }) => sealed)).toEqual([true, false])
    expect(spoken.does(vote, actors.agency, cast()).state.comments.map(({ sealed }) => sealed)).toEqual([false, false])
    expect(spoken.tries(comment, actors.otherAgency, { text: '？' }).codes).toEqual(['not-a-party'])
  })
})

describe('W16-3 what was approved is released, and fetched by who asked for it', () => {
  it('W16-3 nothing but the approved snapshot', () => {
    expect(half.tries(noteReleased, actors.platform, releasing).codes).toEqual(['not-approved'])
    expect(approved.tries(noteReleased, actors.platform, { ...releasing, snapshot: second }).codes).toEqual(['other-snapshot'])
    expect(released.state).toMatchObject({ stage: 'released', until: '2026-06-15', mostDownloads: 3, release: { manifest: second } })
  })

  it('W16-3 what the zone will not release goes back, and its votes with it', () => {
    const refused = approved.does(noteRefusedByZone, actors.platform, { refusal: 'file-differs' })
    expect(refused.state).toMatchObject({ stage: 'returned', votes: [], zoneRefusal: 'file-differs' })
  })

  it.each([
    { by: actors.analyst, on: '2026-06-15', known: {}, codes: [] },
    { by: actors.analyst, on: '2026-06-16', known: {}, codes: ['download-too-late'] },
    { by: { ...actors.analyst, person: 'other' }, on: '2026-06-02', known: {}, codes: ['not-the-requester'] },
    {
      by: actors.analyst,
      on: '2026-06-02',
      known: { authorization: { ...authorization, stage: 'suspended' }, request: { ...request, stage: 'frozen' } },
      codes: ['authorization-suspended', 'workspace-closed'],
    },
    { by: actors.analyst, on: '2026-06-02', known: { personEnabled: false }, codes: ['person-not-enabled'] },
  ])('W16-3 by $by.person on $on with $known: $codes', ({ by, on, known, codes }) => {
    expect(released.tries(download, by, {}, { on, facts: known as Partial<ExportFacts> }).codes).toEqual(codes)
  })

  it('W16-3 three times and not four', () => {
    const thrice = [1, 2, 3].reduce((at) => at.does(download, actors.analyst), released)
    expect(thrice.tries(download, actors.analyst).codes).toEqual(['downloads-used-up'])
  })

  it('A16 its operator withdraws it at any time before it is over', () => {
    for (const at of [asked, checked, half, approved, released])
      expect(at.does(withdraw, actors.analyst, { reason: '不再需要' }).state.stage).toBe('withdrawn')
    expect(asked.tries(withdraw, actors.otherOperator, { reason: '不再需要' }).codes).toEqual(['not-your-export'])
    const over = released.does(withdraw, actors.operator, { reason: '不再需要' })
    expect(over.tries(download, actors.analyst).codes).toEqual(['not-released'])
    expect(over.tries(withdraw, actors.operator, { reason: '不再需要' }).codes).toEqual(['over-already'])
  })

  it('A10 ends with its authorization or its request, and not before', () => {
    expect(released.tries(end, actors.platform).codes).toEqual(['ground-stands'])
    const gone = [{ authorization: { ...authorization, stage: 'revoked' } }, { request: { ...request, stage: 'sealed' } }]
    for (const known of gone) expect(released.tries(end, actors.platform, {}, { facts: known }).codes).toEqual([])
  })
})

describe('W16-3 the time to vote and the time to fetch', () => {
  const shown = (state: Export) =>
    clocksOf(dataExports, 'x1', state, parametersOn).map(({ name, subject, due, whose }) => [name, subject, due, whose[0]?.role])

  it('W16-3 each body has five working days from the check, and none once it has voted', () => {
    expect(shown(checked.state)).toEqual([
      ['export-vote', `authority ${authority}`, '2026-06-08', 'data-authority'],
      ['export-vote', `provider ${provider}`, '2026-06-08', 'agency'],
    ])
    expect(shown(half.state)).toEqual([['export-vote', `provider ${provider}`, '2026-06-08', 'agency']])
  })

  it('W16-3 the requester has fourteen days from the approval', () => {
    expect(shown(released.state)).toEqual([['export-download', '', '2026-06-15', 'operator-analyst']])
  })
})

describe('A24 what the zone keeps of an export is sealed and unsealed', () => {
  const why = { reason: '发现泄露线索，先行封存。' }
  const shut = released.does(seal, actors.securityAuthority, why)

  it.each([
    { by: actors.dataAuthority, codes: [] },
    { by: actors.securityAuthority, codes: [] },
    { by: actors.operator, codes: [] },
    { by: actors.otherOperator, codes: ['not-your-export'] },
    { by: actors.analyst, codes: ['not-yours-to-do'] },
    { by: actors.agency, codes: ['not-yours-to-do'] },
  ])('A24 by $by.person: $codes', ({ by, codes }) => {
    expect(released.tries(seal, by, why).codes).toEqual(codes)
  })

  it('A24 in any stage once it is asked for, and not twice', () => {
    for (const at of [asked, checked, approved, released]) expect(at.tries(seal, actors.dataAuthority, why).codes).toEqual([])
    expect(empty.tries(seal, actors.dataAuthority, why).codes).toContain('not-asked-for')
    expect(shut.tries(seal, actors.dataAuthority, why).codes).toEqual(['export-shut'])
  })

  it('A24 sealed it is neither looked at nor fetched, and no clock runs for its fetching; unsealed it is fetched again', () => {
    expect(shut.tries(download, actors.analyst).codes).toEqual(['export-shut'])
    expect(checked.does(seal, actors.dataAuthority, why).tries(review, actors.dataAuthority).codes).toEqual(['export-shut'])
    const running = (state: Export) => clocksOf(dataExports, 'x1', state, parametersOn).map(({ name }) => name)
    expect(running(released.state)).toEqual(['export-download'])
    expect(running(shut.state)).toEqual([])
    expect(shut.does(unseal, actors.dataAuthority, why).tries(download, actors.analyst).codes).toEqual([])
  })

  it('A24 sealed it waits for nobody and no review of it is late; unsealed the reviews are asked for again', () => {
    const sealed = checked.does(seal, actors.dataAuthority, why)
    const reviews = (state: Export) => clocksOf(dataExports, 'x1', state, parametersOn).filter(({ name }) => name === 'export-vote').length
    expect([reviews(checked.state), dataExports.turns(checked.state).length]).toEqual([2, 2])
    expect([reviews(sealed.state), dataExports.turns(sealed.state).length]).toEqual([0, 0])
    const again = sealed.does(unseal, actors.dataAuthority, why).state
    expect([reviews(again), dataExports.turns(again).length]).toEqual([2, 2])
  })

  it('W16-3 the reviews have their whole time again from the day it is unsealed', () => {
    const days = (state: Export) => clocksOf(dataExports, 'x1', state, parametersOn).map(({ start, due }) => [start, due])
    const late = { on: '2026-07-06' }
    const again = checked.does(seal, actors.dataAuthority, why).does(unseal, actors.dataAuthority, why, late).state
    const fresh = asked.does(noteChecked, actors.platform, report(first), late).state
    expect(days(again)).toEqual(days(fresh))
    expect(days(again)).not.toEqual(days(checked.state))
  })

  it('A24 sealed it is not changed for another file', () => {
    const other = { snapshot: second, files: [file(second)], context }
    expect(checked.tries(change, actors.analyst, other).codes).toEqual([])
    expect(checked.does(seal, actors.dataAuthority, why).tries(change, actors.analyst, other).codes).toEqual(['export-shut'])
  })

  it('A24 only the data authority unseals, and A19 not while its destruction is under way', () => {
    expect(shut.tries(unseal, actors.securityAuthority, why).codes).toEqual(['not-yours-to-do'])
    expect(shut.tries(unseal, actors.operator, why).codes).toEqual(['not-yours-to-do'])
    expect(released.tries(unseal, actors.dataAuthority, why).codes).toEqual(['not-sealed'])
    expect(shut.tries(unseal, actors.dataAuthority, why, { facts: { openDestructions: 1 } }).codes).toEqual(['destruction-under-way'])
  })

  it('A19 destroyed it is never opened again', () => {
    expect(released.tries(noteDestroyed, actors.platform, { task: 'export-x1' }).codes).toEqual(['not-sealed'])
    const gone = shut.does(noteDestroyed, actors.platform, { task: 'export-x1' })
    expect(gone.state.keeping).toBe('destroyed')
    expect(gone.tries(unseal, actors.dataAuthority, why).codes).toEqual(['not-sealed'])
    expect(gone.tries(download, actors.analyst).codes).toEqual(['export-shut'])
  })
})
