import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { accept, execute, noteExecuted, noteRefusedByZone } from './destruction/carrying-out.ts'
import { approve, hold, liftHold, noteShut, open, openForExport, openForItem } from './destruction/opening.ts'
import { destructions } from './destruction.ts'

const facts = {
  authorization: { stage: 'revoked' },
  request: { operator: actors.operator.organization, authorization: 'a1', stage: 'sealed' },
  item: { provider: '', isClosed: false },
  export: { operator: '', authorization: '', keeping: undefined },
  openTasks: 0,
  disposalPlan: '期满销毁',
  liabilityCases: 0,
  certifiedThisYear: 2,
}
const asked = { trigger: 'revoked', request: 'r1' }
const people = { executor: actors.dataCenter.person, witness: 'jin' }
const record = {
  inventory: [{ object: 'workspaces/r1/trips/1', sizeBytes: 4096, sha256: 'ab'.repeat(32) }],
  inventoryRoot: 'cd'.repeat(32),
  keyFingerprint: 'ef01',
  keyStoreAnswer: 'destroyed',
  method: 'cryptographic erasure of the scope key',
  startedAt: '2026-03-03T02:00:00.000Z',
  endedAt: '2026-03-03T02:00:01.000Z',
  ...people,
  verification: [{ tried: 'unwrap the data key', answer: 'the key is destroyed' }],
  residuals: [],
}

const empty = scene(destructions, { facts, on: '2026-03-02' })
const opened = empty.does(open, actors.platform, asked)
const approved = opened.does(approve, actors.dataAuthority, { method: '密码学擦除并删除密文' })
const executing = approved.does(execute, actors.dataCenter, people)
const executed = executing.does(noteExecuted, actors.platform, { record })
const certified = executed.does(accept, actors.dataAuthority, { opinion: '核验无误' })

describe('a destruction', () => {
  it('goes from its trigger to the certificate', () => {
    expect(certified.state).toMatchObject({ stage: 'certified', certificateNumber: 'XH3202-2026-000003', requester: 'platform', record })
    expect(destructions.keysOf(certified.state)).toEqual(
      expect.arrayContaining(['request:r1', 'authorization:a1', 'certified:2026', 'certificate:XH3202-2026-000003']),
    )
  })

  it('A19 is due after fifteen working days, for personal information after fifteen days', () => {
    expect(opened.state.due).toBe('2026-03-23')
    const ended = { request: { ...facts.request, stage: 'ended' } }
    expect(empty.does(open, actors.platform, { ...asked, trigger: 'purpose-met' }, { facts: ended }).state.due).toBe('2026-03-17')
    expect(destructions.turns(approved.state)).toEqual([{ role: 'data-center', due: '2026-03-23' }])
  })

  it('A19 a year without published working days does not keep it from being opened', () => {
    expect(empty.does(open, actors.platform, asked, { on: '2026-12-25' }).state.due).toBeUndefined()
  })
})

describe('opening', () => {
  const withStage = (stage: string) => ({ authorization: { stage } })
  it.each([
    { trigger: 'revoked', known: withStage('active'), refused: ['W19-1'] },
    { trigger: 'revoked', known: withStage('revoked'), refused: [] },
    { trigger: 'term-ended', known: withStage('active'), refused: ['A11'] },
    { trigger: 'term-ended', known: withStage('expired'), refused: [] },
    { trigger: 'purpose-met', known: { request: { ...facts.request, stage: 'active' } }, refused: ['W19-2'] },
    { trigger: 'purpose-met', known: { request: { ...facts.request, stage: 'ended' } }, refused: [] },
    { trigger: 'revoked', known: { openTasks: 1 }, refused: ['A19'] },
    { trigger: 'revoked', known: { request: { ...facts.request, stage: 'destroyed' } }, refused: ['A19'] },
    { trigger: 'revoked', known: { request: { ...facts.request, operator: '' } }, refused: ['A19'] },
  ])('$trigger where $known: refused under $refused', ({ trigger, known, refused }) => {
    expect(empty.tries(open, actors.platform, { ...asked, trigger }, { facts: known }).refusedUnder).toEqual(refused)
  })

  it('A19 is for the platform and the data authority, once', () => {
    expect(empty.tries(open, actors.dataAuthority, asked).codes).toEqual([])
    expect(empty.tries(open, actors.operator, asked).codes).toEqual(['not-yours-to-do'])
    expect(opened.tries(open, actors.platform, asked).codes).toEqual(['already-open'])
  })
})

describe('W19-4 a hold needs a basis in law and an end', () => {
  const lawful = { basis: '档案法第三十一条', until: '2026-06-30' }
  const held = opened.does(hold, actors.dataAuthority, lawful)

  it.each([
    { form: { ...lawful, basis: ' ' }, codes: ['hold-without-basis'] },
    { form: { basis: lawful.basis }, codes: ['hold-without-end'] },
    { form: { ...lawful, until: '2026-03-02' }, codes: ['hold-without-end'] },
    { form: { ...lawful, until: '2026-03-03' }, codes: [] },
  ])('W19-4 $form: $codes', ({ form, codes }) => {
    expect(opened.tries(hold, actors.dataAuthority, form).codes).toEqual(codes)
  })

  it.each([
    { on: '2026-06-30', refused: ['W19-4'] },
    { on: '2026-07-01', refused: [] },
  ])('W19-4 held until 30 June, approved on $on: refused under $refused', ({ on, refused }) => {
    expect(held.tries(approve, actors.dataAuthority, { method: '擦除' }, { on }).refusedUnder).toEqual(refused)
    expect(held.tries(liftHold, actors.platform, { reason: '期满' }, { on }).refusedUnder).toEqual(refused)
  })

  it('W19-4 the data authority lifts it early', () => {
    expect(held.does(liftHold, actors.dataAuthority, { reason: '依据已废止' }).state).toMatchObject({ stage: 'opened', hold: undefined })
    expect(opened.tries(liftHold, actors.dataAuthority, { reason: '无' }).codes).toEqual(['not-held'])
    expect(approved.tries(hold, actors.dataAuthority, lawful).codes).toEqual(['not-open'])
  })
})

describe('W19-3 a witness who is not the executor, a verification, and an acceptance', () => {
  it.each([
    { form: { ...people, witness: people.executor }, codes: ['witness-is-executor'] },
    { form: { executor: 'jin', witness: actors.dataCenter.person }, codes: ['executor-absent'] },
    { form: { ...people, witness: actors.dataAuthority.person }, codes: ['approver-takes-part'] },
    { form: people, codes: [] },
  ])('W19-3 $form: $codes', ({ form, codes }) => {
    expect(approved.tries(execute, actors.dataCenter, form).codes).toEqual(codes)
  })

  it('A19 is carried out by the big-data center, after approval, on a sealed workspace', () => {
    expect(approved.tries(execute, { ...actors.operator, person: people.executor }, people).codes).toEqual(['not-yours-to-do'])
    expect(opened.tries(execute, actors.dataCenter, people).codes).toEqual(['not-approved'])
    const open = { request: { ...facts.request, stage: 'frozen' } }
    expect(approved.tries(execute, actors.dataCenter, people, { facts: open }).codes).toEqual(['not-sealed'])
  })

  it('W19-3 the record names the people of the task', () => {
    expect(executing.tries(noteExecuted, actors.platform, { record: { ...record, witness: 'other' } }).codes).toEqual([
      'other-people-on-record',
    ])
    expect(executing.tries(noteExecuted, actors.dataCenter, { record }).codes).toEqual(['not-yours-to-do'])
  })

  it('W19-3 without a verification nothing is accepted', () => {
    const unverified = executing.does(noteExecuted, actors.platform, { record: { ...record, verification: [] } })
    expect(unverified.tries(accept, actors.dataAuthority, { opinion: '同意' }).codes).toEqual(['not-verified'])
    expect(executing.tries(accept, actors.dataAuthority, { opinion: '同意' }).codes).toEqual(['not-carried-out', 'not-verified'])
  })

  it('W19-3 who took part does not accept', () => {
    const witness = { ...actors.dataAuthority, person: people.witness }
    expect(executed.tries(accept, witness, { opinion: '同意' }).codes).toEqual(['took-part'])
    expect(executed.tries(accept, actors.dataCenter, { opinion: '同意' }).codes).toEqual(['not-yours-to-do', 'took-part'])
  })

  it('what the zone did not carry out can be carried out again', () => {
    const failed = executing.does(noteRefusedByZone, actors.platform, { refusal: 'failed', detail: 'the key store did not answer' })
    expect(failed.state).toMatchObject({ stage: 'approved', failure: 'the key store did not answer' })
    expect(failed.tries(execute, actors.dataCenter, people).codes).toEqual([])
  })
})

describe('A31 while a liability case is open nothing is destroyed', () => {
  it.each([
    { liabilityCases: 0, codes: [] },
    { liabilityCases: 1, codes: ['liability-open'] },
  ])('A31 with $liabilityCases open cases: $codes', ({ liabilityCases, codes }) => {
    const opened = empty.does(open, actors.platform, asked)
    expect(opened.tries(approve, actors.dataAuthority, { method: '密钥销毁' }, { facts: { liabilityCases } }).codes).toEqual(codes)
  })
})

describe('W11-4 at the end the disposal plan is carried out', () => {
  const expired = { authorization: { stage: 'expired' } }
  const ended = empty.does(open, actors.platform, { ...asked, trigger: 'term-ended' }, { facts: expired })

  it('W11-4 the task carries the plan, and its approval says how it is followed', () => {
    expect(ended.state.disposalPlan).toBe('期满销毁')
    expect(ended.tries(approve, actors.dataAuthority, { method: '密码学擦除' }).refusedUnder).toEqual(['W11-4'])
    expect(ended.tries(approve, actors.dataAuthority, { method: '密码学擦除', disposal: '按方案销毁' }).refusedUnder).toEqual([])
  })

  it('W11-4 after a revocation there is no plan to follow', () => {
    expect(opened.tries(approve, actors.dataAuthority, { method: '密码学擦除' }).refusedUnder).toEqual([])
    expect(opened.state.disposalPlan).toBe('')
  })
})

describe('the destruction of a dataset', () => {
  const item = { provider: actors.agency.organization, isClosed: true }
  const about = { ...facts, authorization: { stage: 'none' }, request: { operator: '', authorization: '', stage: 'none' }, item }
  const wished = { trigger: 'purpose-met', item: 'c1', reason: '处理目的已实现' }
  const none = scene(destructions, { facts: about, on: '2026-03-02' })
  const forItem = none.does(openForItem, actors.agency, wished)

  it.each([
    { name: 'the agency of the item', by: actors.agency, change: {}, codes: [] },
    { name: 'the data authority', by: actors.dataAuthority, change: {}, codes: [] },
    { name: 'another agency', by: actors.agency, change: { item: { ...item, provider: 'another' } }, codes: ['not-your-item'] },
    {
      name: 'an item that may still be granted',
      by: actors.agency,
      change: { item: { ...item, isClosed: false } },
      codes: ['item-still-open'],
    },
    { name: 'an item whose destruction is under way', by: actors.agency, change: { openTasks: 1 }, codes: ['task-open'] },
  ])('W19-2 is opened on what nobody may be granted any more: $name $codes', ({ by, change, codes }) => {
    expect(none.tries(openForItem, by, wished, { facts: { ...about, ...change } }).codes).toEqual(codes)
  })

  it('A19 is carried out once the zone has sealed it, in the same steps as a workspace', () => {
    const agreed = forItem.does(approve, actors.dataAuthority, { method: '密码学擦除并删除密文' })
    expect(agreed.tries(execute, actors.dataCenter, people).codes).toEqual(['not-sealed'])
    const shut = agreed.does(noteShut, actors.platform, {})
    expect(shut.tries(noteShut, actors.platform, {}).codes).toEqual(['not-a-holding'])
    const done = shut.does(execute, actors.dataCenter, people).does(noteExecuted, actors.platform, { record })
    expect(done.does(accept, actors.dataAuthority, { opinion: '核验无误' }).state).toMatchObject({
      stage: 'certified',
      item: 'c1',
      request: '',
    })
    expect(approved.tries(noteShut, actors.platform, {}).codes).toEqual(['not-a-holding'])
  })

  it('W19-4 can be held by law as any other', () => {
    expect(forItem.does(hold, actors.dataAuthority, { basis: '某法第几条', until: '2026-09-01' }).state.stage).toBe('held')
  })
})

describe('W19-2 the files of an export are destroyed by the same steps', () => {
  const left = { operator: actors.operator.organization, authorization: 'a1', keeping: 'sealed' as const }
  const about = { ...facts, request: { operator: '', authorization: '', stage: 'none' }, export: left }
  const none = scene(destructions, { facts: about, on: '2026-03-02' })
  const wish = { trigger: 'purpose-met', export: 'x1', reason: '用途已实现' }

  it.each([
    { name: 'its operator', by: actors.operator, change: {}, codes: [] },
    { name: 'the data authority', by: actors.dataAuthority, change: {}, codes: [] },
    { name: 'another operator', by: actors.otherOperator, change: {}, codes: ['not-your-export'] },
    { name: 'an agency', by: actors.agency, change: {}, codes: ['not-yours-to-do', 'not-your-export'] },
    {
      name: 'one that is not sealed',
      by: actors.operator,
      change: { export: { ...left, keeping: undefined } },
      codes: ['export-not-sealed'],
    },
    {
      name: 'one that is gone',
      by: actors.operator,
      change: { export: { ...left, keeping: 'destroyed' as const } },
      codes: ['export-not-sealed'],
    },
    { name: 'one under destruction', by: actors.operator, change: { openTasks: 1 }, codes: ['task-open'] },
    {
      name: 'nobody’s',
      by: actors.dataAuthority,
      change: { export: { operator: '', authorization: '', keeping: undefined } },
      codes: ['no-such-export', 'export-not-sealed'],
    },
  ])('A19 opened by or on $name: $codes', ({ by, change, codes }) => {
    expect(none.tries(openForExport, by, wish, { facts: { ...about, ...change } }).codes).toEqual(codes)
  })

  it('A19 A31 is carried out once the zone has shut it, and not while a liability case is open', () => {
    const agreed = none.does(openForExport, actors.operator, wish).does(approve, actors.dataAuthority, { method: '密码学擦除并删除密文' })
    expect(agreed.tries(execute, actors.dataCenter, people).codes).toEqual(['not-sealed'])
    const shut = agreed.does(noteShut, actors.platform, {})
    expect(shut.tries(execute, actors.dataCenter, people, { facts: { ...about, liabilityCases: 1 } }).codes).toEqual(['liability-open'])
    const done = shut.does(execute, actors.dataCenter, people).does(noteExecuted, actors.platform, { record })
    expect(done.does(accept, actors.dataAuthority, { opinion: '核验无误' }).state).toMatchObject({ stage: 'certified', export: 'x1' })
    expect(destructions.keysOf(done.state)).toEqual(expect.arrayContaining(['export:x1', 'authorization:a1']))
  })
})
