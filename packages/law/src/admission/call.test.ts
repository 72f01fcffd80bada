import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { amend, archive, calls, close, draft, evaluate, publish, release, withdraw } from './call.ts'

const content = {
  title: '航班运行数据授权运营通告',
  summary: '面向航班准点服务场景公开征集运营单位。',
  mode: 'scenario',
  scenarios: [{ id: 'on-time', name: '航班准点服务', description: '', data: ['航班起降记录'] }],
  openFrom: '2026-03-09',
  openTo: '2026-03-20',
  conditions: '符合办法第七条规定。',
  noticeWorkdays: 5,
  reviewBodies: [actors.reviewer.organization],
  expertCount: 5,
}
const empty = scene(calls, { facts: { undecided: 0 }, on: '2026-03-02' })
const published = empty.does(publish, actors.dataAuthority, content)
const publishing = (change: object) => empty.tries(publish, actors.dataAuthority, { ...content, ...change })

describe('A9 the data authority publishes a call', () => {
  it('A9 and nobody else does', () => {
    expect(published.state).toMatchObject({ stage: 'published', authority: actors.dataAuthority.organization })
    expect(empty.tries(publish, actors.operator, content).refusedUnder).toEqual(['A9'])
    expect(published.tries(publish, actors.dataAuthority, content).codes).toEqual(['already-published'])
  })

  it.each([
    { change: { mode: 'domain' }, codes: ['domain-missing'] },
    { change: { mode: 'domain', domains: ['transport'] }, codes: [] },
    { change: { scenarios: [] }, codes: ['scenario-missing'] },
    { change: { scenarios: [{ id: 'on-time', name: '航班准点服务' }] }, codes: ['scenario-missing'] },
    { change: { mode: 'comprehensive' }, codes: ['justification-missing'] },
    { change: { mode: 'comprehensive', justification: '需跨部门汇聚' }, codes: [] },
  ])('W8-1 the mode decides the form of the scope: $codes', ({ change, codes }) => {
    expect(publishing(change).codes).toEqual(codes)
  })

  it.each([
    { noticeWorkdays: 2, refused: ['W9-4'] },
    { noticeWorkdays: 3, refused: [] },
  ])('W9-4 a notice of $noticeWorkdays working days is refused under $refused', ({ noticeWorkdays, refused }) => {
    expect(publishing({ noticeWorkdays }).refusedUnder).toEqual(refused)
  })

  it('W9-4 a call that does not say how long its notice runs takes the number of its day', () => {
    const { noticeWorkdays: _, ...silent } = content
    expect(empty.does(publish, actors.dataAuthority, silent).state.noticeWorkdays).toBe(5)
    expect(published.does(amend, actors.dataAuthority, { ...silent, noticeWorkdays: 7 }).state.noticeWorkdays).toBe(7)
  })

  it.each([
    { expertCount: 3, codes: ['expert-panel-too-small'] },
    { expertCount: 5, codes: [] },
    { expertCount: 6, codes: ['expert-panel-too-small'] },
    { expertCount: 7, codes: [] },
  ])('A9 a panel of $expertCount experts: $codes', ({ expertCount, codes }) => {
    expect(publishing({ expertCount }).codes).toEqual(codes)
  })

  it('A9 names all that is wrong with the window and the bodies at once', () => {
    const outcome = publishing({ openFrom: '2026-03-01', openTo: '2026-02-28', reviewBodies: [] })
    expect(outcome.codes).toEqual(['window-in-the-past', 'window-reversed', 'no-review-body'])
    expect(publishing({ openFrom: '2026-03-02', openTo: '2026-03-02' }).codes).toEqual([])
    expect(publishing({ reviewBodies: [actors.dataAuthority.organization] }).codes).toEqual(['authority-reviews-itself'])
  })
})

describe('W9-6 the conditions freeze when the window opens', () => {
  it.each([
    { on: '2026-03-08', codes: [] },
    { on: '2026-03-09', codes: ['call-is-open'] },
  ])('W9-6 amended on $on: $codes', ({ on, codes }) => {
    const asked = { ...content, openFrom: '2026-03-10' }
    expect(published.tries(amend, actors.dataAuthority, asked, { on }).codes).toEqual(codes)
  })

  it('A9 only the body that published amends', () => {
    expect(published.tries(amend, actors.otherDataAuthority, content).codes).toEqual(['not-your-call'])
    expect(published.does(amend, actors.dataAuthority, { ...content, title: '更正后的通告' }).state.title).toBe('更正后的通告')
  })
})

describe('W9-1 a call closes after its last day', () => {
  it.each([
    { at: '2026-03-20T23:59:59.999+08:00', codes: ['window-still-open'] },
    { at: '2026-03-21T00:00:00.000+08:00', codes: [] },
  ])('W9-1 at $at: $codes', ({ at, codes }) => {
    expect(published.tries(close, actors.platform, {}, { at }).codes).toEqual(codes)
  })
})

describe('A9 a call from its draft to the archive', () => {
  const drafted = empty.does(draft, actors.dataAuthority, { ...content, scenarios: [] })

  it('A9 a draft is seen by nobody outside, is saved again, and is held against the rules as it is published', () => {
    expect(calls.concerns(drafted.state)).toEqual({ organizations: [actors.dataAuthority.organization], roles: ['audit-admin'] })
    expect(drafted.tries(release, actors.dataAuthority).codes).toEqual(['scenario-missing'])
    expect(drafted.tries(draft, actors.otherDataAuthority, content).codes).toEqual(['not-your-call'])
    const mended = drafted.does(draft, actors.dataAuthority, content)
    expect(mended.tries(release, actors.dataAuthority, {}, { on: '2026-03-10' }).codes).toEqual(['window-in-the-past'])
    const released = mended.does(release, actors.dataAuthority, {}, { on: '2026-03-09' })
    expect(released.state).toMatchObject({ stage: 'published', title: content.title, authority: actors.dataAuthority.organization })
    expect(calls.concerns(released.state).roles).toContain('public')
  })

  it.each([
    { on: '2026-03-08', codes: [] },
    { on: '2026-03-09', codes: ['call-is-open'] },
  ])('W9-6 withdrawn on $on: $codes', ({ on, codes }) => {
    expect(published.tries(withdraw, actors.dataAuthority, { reason: '计划调整' }, { on }).codes).toEqual(codes)
    expect(drafted.tries(withdraw, actors.dataAuthority, { reason: '计划调整' }, { on }).codes).toEqual([])
  })

  it('A9 it is concluded when every application is decided, and then archived', () => {
    const closed = published.does(close, actors.platform, {}, { on: '2026-03-21' })
    const summary = { summary: '共受理一件，确定一家。' }
    expect(closed.tries(evaluate, actors.dataAuthority, summary, { facts: { undecided: 1 } }).codes).toEqual(['applications-undecided'])
    expect(closed.tries(archive, actors.dataAuthority).codes).toEqual(['not-evaluated'])
    const evaluated = closed.does(evaluate, actors.dataAuthority, summary)
    expect(evaluated.does(archive, actors.dataAuthority).state.stage).toBe('archived')
    expect(published.tries(evaluate, actors.dataAuthority, summary).codes).toEqual(['not-closed'])
  })

  it.each([
    { expertFields: ['economics', 'economics'], codes: ['more-fields-than-experts'] },
    { expertFields: ['economics', 'data-security'], codes: [] },
  ])('A9 a panel versed in $expertFields: $codes', ({ expertFields, codes }) => {
    expect(publishing({ expertFields }).codes).toEqual(codes)
  })
})
