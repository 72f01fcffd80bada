import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { calls, publish } from '../admission/call.ts'
import { parametersOn } from '../parameters.ts'
import { day, instant } from './days.ts'
import { judgedBy, numbersRecordedBy } from './judging.ts'

const asked = publish.asks.parse({
  title: '通告',
  summary: '征集运营单位。',
  mode: 'scenario',
  scenarios: [{ id: 'on-time', name: '航班准点服务', data: ['航班起降记录'] }],
  openFrom: '2026-03-09',
  openTo: '2026-03-20',
  conditions: '条件',
  noticeWorkdays: 2,
  reviewBodies: [actors.reviewer.organization],
  expertCount: 5,
})
const on = day('2026-03-02')
const matter = {
  state: calls.start,
  facts: { undecided: 0 },
  by: actors.dataAuthority,
  at: instant('2026-03-02T09:00:00+08:00'),
  on,
  parameters: parametersOn(on),
}
const judged = (form: typeof asked | undefined, change = {}) => judgedBy(publish, { ...matter, ...change, asked: form })
const named = (all: ReturnType<typeof judged>, code: string) => all.find((one) => one.code === code)

describe('why an act stands or falls', () => {
  it('W9-4 names the number that the notice fell short of, and the field that was read', () => {
    expect(named(judged(asked), 'notice-too-short')).toMatchObject({
      rule: 'W9-4',
      held: false,
      on: 'form',
      asked: ['noticeWorkdays'],
      fields: ['noticeWorkdays'],
    })
    expect(named(judged(asked), 'notice-too-short')?.numbers).toContain('noticeFloorWorkdays')
    expect(named(judged({ ...asked, noticeWorkdays: 3 }), 'notice-too-short')?.held).toBe(true)
  })

  it('A9 names what stands in the case', () => {
    expect(named(judged(asked), 'already-published')).toMatchObject({ held: true, stands: [{ path: 'stage', value: 'none' }] })
    const published = { state: { ...calls.start, stage: 'published' as const } }
    expect(named(judged(undefined, published), 'already-published')).toMatchObject({
      held: false,
      stands: [{ path: 'stage', value: 'published' }],
    })
  })

  it('W9-4 leaves a rule on the form unjudged while nobody has filled it', () => {
    expect(named(judged(undefined), 'notice-too-short')).toMatchObject({ held: undefined, numbers: [], asked: [] })
    expect(
      judged(undefined)
        .filter(({ on: place }) => place === 'case')
        .map(({ held }) => held),
    ).not.toContain(undefined)
  })

  it('W9-4 names the numbers that go into the record, only where they do', () => {
    const { noticeWorkdays: _, ...silent } = asked
    expect(numbersRecordedBy(publish, { ...matter, asked: silent })).toEqual(['noticeWorkdays'])
    expect(numbersRecordedBy(publish, { ...matter, asked: { ...asked, noticeWorkdays: 5 } })).toEqual([])
  })
})
