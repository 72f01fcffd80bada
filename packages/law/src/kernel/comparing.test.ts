import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { closeNotice, openNotice } from '../admission/application/notice.ts'
import { type Application, type ApplicationFacts, applications } from '../admission/application.ts'
import { calls, publish } from '../admission/call.ts'
import { type Parameters, parametersOn } from '../parameters.ts'
import { decide } from './act.ts'
import { compared } from './comparing.ts'
import { dayOf, instant } from './days.ts'

const matterAt = (text: string, change: Partial<Parameters> = {}) => {
  const at = instant(text)
  return { by: actors.dataAuthority, at, on: dayOf(at), parameters: { ...parametersOn(dayOf(at)), ...change } }
}
const call = publish.asks.parse({
  title: '通告',
  summary: '征集运营单位。',
  mode: 'scenario',
  scenarios: [{ id: 'on-time', name: '航班准点服务', data: ['航班起降记录'] }],
  openFrom: '2026-03-09',
  openTo: '2026-03-20',
  conditions: '条件',
  reviewBodies: [actors.reviewer.organization],
  expertCount: 5,
})
const publishing = (change: Partial<Parameters>, form: object = {}) =>
  decide(publish, {
    ...matterAt('2026-03-02T09:00:00+08:00', change),
    state: calls.start,
    facts: { undecided: 0 },
    asked: { ...call, ...form },
  })

const facts = {} as ApplicationFacts
const selected = (noticeWorkdays: number): Application => ({
  ...applications.start,
  stage: 'selected',
  authority: actors.dataAuthority.organization,
  noticeWorkdays,
})
const opening = (days: number) =>
  decide(openNotice, { ...matterAt('2026-03-10T09:00:00+08:00'), state: selected(days), facts, asked: { text: '公示' } })
const inNotice = (days: number): Application => {
  const decision = opening(days)
  if (!decision.ok) throw new Error('could not open the notice')
  return decision.events.reduce(
    (state, event) => applications.evolve(state, event, { at: '2026-03-10T09:00:00+08:00', by: actors.dataAuthority, under: [] }),
    selected(days),
  )
}
const closing = (days: number) => decide(closeNotice, { ...matterAt('2026-03-18T09:00:00+08:00'), state: inNotice(days), facts, asked: {} })

describe('W9-4 an act held against other numbers', () => {
  it('W9-4 goes the same way when the number is the same', () => {
    expect(compared(publishing({}), publishing({ noticeWorkdays: 5 }))).toEqual({ outcome: 'same' })
    expect(compared(closing(5), closing(5))).toEqual({ outcome: 'same' })
  })

  it('W9-4 records another number where the call left it open, and the same where it named one', () => {
    expect(compared(publishing({}), publishing({ noticeWorkdays: 7 }))).toEqual({
      outcome: 'differs',
      changes: [{ place: 'CallPublished.noticeWorkdays', was: 5, would: 7 }],
    })
    expect(compared(publishing({}, { noticeWorkdays: 5 }), publishing({ noticeWorkdays: 7 }, { noticeWorkdays: 5 }))).toEqual({
      outcome: 'same',
    })
  })

  it('W9-4 would have run until a later day, and closing it on the old one would have been refused', () => {
    expect(compared(opening(5), opening(7))).toEqual({
      outcome: 'differs',
      changes: [{ place: 'NoticeOpened.until', was: '2026-03-17', would: '2026-03-19' }],
    })
    const outcome = compared(closing(5), closing(7))
    expect(outcome).toMatchObject({ outcome: 'refused', refusals: [{ rule: 'W9-4', code: 'notice-still-runs' }] })
  })

  it('W9-4 is refused where the call named fewer days than the new floor', () => {
    const outcome = compared(publishing({}, { noticeWorkdays: 5 }), publishing({ noticeFloorWorkdays: 7 }, { noticeWorkdays: 5 }))
    expect(outcome).toMatchObject({ outcome: 'refused', refusals: [{ rule: 'W9-4', code: 'notice-too-short' }] })
  })

  it('W9-4 does not mind in which order something was written down', () => {
    const noted = (list: unknown) => ({ ok: true as const, under: [], events: [{ type: 'Noted', list }] })
    expect(compared(noted([{ a: 1, b: [2] }]), noted([{ b: [2], a: 1, c: undefined }]))).toEqual({ outcome: 'same' })
    expect(compared(noted([{ a: 1 }]), noted([{ a: 2 }]))).toMatchObject({ outcome: 'differs', changes: [{ place: 'Noted.list' }] })
    expect(compared(noted([1]), noted([1, 2]))).toMatchObject({ outcome: 'differs', changes: [{ was: [1], would: [1, 2] }] })
  })

  it('W9-4 says so when it would be refused as it was, too', () => {
    const refused = publishing({}, { noticeWorkdays: 2 })
    expect(compared(refused, refused)).toMatchObject({ outcome: 'not-reproduced', refusals: [{ code: 'notice-too-short' }] })
  })
})
