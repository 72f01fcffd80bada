import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { day } from '../kernel/days.ts'
import { boundsText, inOrder, kindOf, readValue } from '../parameter-bounds.ts'
import { type ParameterKey, parameters, parametersOn, valueOn, valuesOf } from '../parameters.ts'
import { scene } from '../testing.ts'
import { change, changesIn, parameterCases, set, withdraw } from './parameter.ts'

const tomorrow = '2026-03-03'
const asked = {
  parameter: 'noticeWorkdays',
  value: '10',
  from: tomorrow,
  valueStanding: 'recommended',
  source: '市数据主管部门决定',
  reason: '与登记公示一致',
}
const { parameter: _, ...again } = asked
const empty = scene(parameterCases, { on: '2026-03-02', facts: { together: parametersOn(day(tomorrow)) } })
const changed = empty.does(set, actors.dataAuthority, asked)

describe('a parameter is set by an act', () => {
  it('A32 from tomorrow at the earliest, never today or before', () => {
    const codesFrom = (from: string) => empty.tries(set, actors.dataAuthority, { ...asked, from }).codes
    expect(codesFrom('2026-03-01')).toEqual(['looks-back'])
    expect(codesFrom('2026-03-02')).toEqual(['looks-back'])
    expect(codesFrom('2026-03-03')).toEqual([])
  })

  it('A6 by the data authority alone', () => {
    expect(empty.tries(set, actors.operator, asked).codes).toEqual(['not-yours-to-do'])
    expect(empty.tries(set, actors.systemAdmin, asked).codes).toEqual(['not-yours-to-do'])
  })

  it.each([
    { parameter: 'termYears', value: '3', refused: ['A11'] },
    { parameter: 'renewalWindowMonths', value: '6', refused: ['A10'] },
    { parameter: 'banYears', value: '1', refused: ['A10'] },
    { parameter: 'renewalRemindDays', value: '90, 30, 1', refused: [] },
  ])('A1 $parameter said by the measures is refused under $refused', ({ parameter, value, refused }) => {
    const { refusals, refusedUnder } = empty.tries(set, actors.dataAuthority, { ...asked, parameter, value })
    expect(refusedUnder).toEqual(refused)
    expect(refusals.every(({ code }) => code === 'said-by-the-measures')).toBe(true)
  })

  it.each([
    { parameter: 'noticeWorkdays', value: '0', ok: false },
    { parameter: 'noticeWorkdays', value: '3', ok: true },
    { parameter: 'noticeWorkdays', value: '250', ok: true },
    { parameter: 'noticeWorkdays', value: '251', ok: false },
    { parameter: 'noticeWorkdays', value: '5.5', ok: false },
    { parameter: 'expertPanelMin', value: '7', ok: true },
    { parameter: 'expertPanelMin', value: '6', ok: false },
    { parameter: 'revenueWarnShare', value: '0.75', ok: true },
    { parameter: 'revenueWarnShare', value: '1.01', ok: false },
    { parameter: 'assessmentLines', value: '95, 85, 70', ok: true },
    { parameter: 'assessmentLines', value: '95, 85', ok: false },
    { parameter: 'assessmentLines', value: '70, 85, 95', ok: false },
    { parameter: 'nationalOverlay', value: 'on', ok: true },
    { parameter: 'nationalOverlay', value: '停用', ok: true },
    { parameter: 'nationalOverlay', value: '1', ok: false },
  ])('A1 $parameter may be $value: $ok', ({ parameter, value, ok }) => {
    expect(empty.tries(set, actors.dataAuthority, { ...asked, parameter, value }).codes).toEqual(ok ? [] : ['value-out-of-bounds'])
  })

  it('A1 a lower limit never lies above its upper limit', () => {
    const floor = (value: string) => empty.tries(set, actors.dataAuthority, { ...asked, parameter: 'noticeFloorWorkdays', value }).codes
    expect(floor('5')).toEqual([])
    expect(floor('6')).toEqual(['values-out-of-order'])
  })

  it('A1 with a source, unless it is not confirmed: then with none', () => {
    const codes = (valueStanding: string, source: string) =>
      empty.tries(set, actors.dataAuthority, { ...asked, valueStanding, source }).codes
    expect(codes('confirmed', '')).toEqual(['source-missing'])
    expect(codes('unconfirmed', '听说')).toEqual(['source-missing'])
    expect(codes('unconfirmed', '')).toEqual([])
  })

  it('A1 is set again, or withdrawn while it is not in force, on its own page', () => {
    expect(changed.tries(set, actors.dataAuthority, asked).codes).toEqual(['changed-before'])
    expect(empty.tries(change, actors.dataAuthority, again).codes).toContain('not-changed-yet')
    const withdrawing = { number: 1, reason: '撤回' }
    expect(changed.tries(withdraw, actors.dataAuthority, withdrawing, { on: tomorrow }).codes).toEqual(['not-planned'])
    expect(changed.tries(withdraw, actors.dataAuthority, { ...withdrawing, number: 2 }).codes).toEqual(['not-planned'])
    expect(changesIn(changed.does(withdraw, actors.dataAuthority, withdrawing).state)).toEqual([])
  })

  it('A1 a second value for the same day takes the place of the first', () => {
    const twice = changed.does(change, actors.dataAuthority, { ...again, value: '12', reason: '再议' })
    expect(changesIn(twice.state).map(({ value }) => value)).toEqual([12])
    expect(twice.state.set[0]?.dropped).toMatchObject({ reason: '再议' })
  })
})

describe('numbers with recorded changes', () => {
  const changes = changesIn(changed.state)

  it('A32 stand as set from their day on, and as before until then', () => {
    expect(parametersOn(day('2026-03-02'), changes).noticeWorkdays).toBe(5)
    expect(parametersOn(day('2026-03-03'), changes).noticeWorkdays).toBe(10)
    expect(parametersOn(day('2026-03-03')).noticeWorkdays).toBe(5)
    expect(parametersOn(day('2026-03-03'), changes).callRemindDays).toEqual(parametersOn(day('2026-03-03')).callRemindDays)
  })

  it('A1 keep their source and standing', () => {
    const { words } = parameters.noticeWorkdays
    expect(valueOn({ words, values: valuesOf('noticeWorkdays', changes) }, day('2026-04-01'))).toMatchObject({
      value: 10,
      standing: 'recommended',
      source: { zh: '市数据主管部门决定' },
    })
  })
})

describe('the bounds of every parameter', () => {
  const keys = Object.keys(parameters) as ParameterKey[]

  it('admit the values that the law itself has, read as they are written', () => {
    const odd = keys.filter((key) =>
      parameters[key].values.some(({ value }) => {
        if (value === undefined) return false
        const text = typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value)
        return JSON.stringify(readValue(key, text)) !== JSON.stringify(value)
      }),
    )
    expect(odd).toEqual([])
  })

  it('are told in both languages', () => {
    for (const key of keys) {
      expect(boundsText(key).zh).not.toBe('')
      expect(boundsText(key).en).not.toBe('')
    }
  })

  it('of related parameters hold for the values of the law', () => {
    const now = parametersOn(day('2026-03-02'))
    for (const [lesser, greater] of inOrder) {
      expect([kindOf(lesser), kindOf(greater)]).not.toContain('list')
      expect(Number(now[lesser])).toBeLessThanOrEqual(Number(now[greater]))
    }
  })
})
