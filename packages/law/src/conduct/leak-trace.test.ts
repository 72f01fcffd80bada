import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { closeTrace, enterTrace, handIn, leakTraces, noteAnswer, openTrace } from './leak-trace.ts'

const sample = 'a'.repeat(64)
const form = { place: '某网盘公开链接', foundOn: '2026-06-01', circumstances: '巡查发现疑似导出数据。' }
const empty = scene(leakTraces, { facts: {}, on: '2026-06-01' })
const opened = empty.does(openTrace, actors.securityAuthority, form)
const handed = opened.does(enterTrace, actors.securityAuthority).does(handIn, actors.securityAuthority, { sample })
const suspect = {
  export: 'x1',
  operator: actors.operator.organization,
  person: 'qian',
  grant: 'r1',
  evidence: 'digits',
  matched: 198,
  of: 200,
  chanceExponent: 40,
}
const answer = { sample, verdict: 'named', suspects: [suspect], compared: 3 }

describe('A15 a leak is traced by the authorities', () => {
  it('A15 by the data authority or a security authority, and by nobody else', () => {
    expect(empty.tries(openTrace, actors.dataAuthority, form).codes).toEqual([])
    for (const by of [actors.operator, actors.analyst, actors.agency])
      expect(empty.tries(openTrace, by, form).codes).toContain('not-yours-to-do')
    expect(empty.tries(openTrace, actors.dataAuthority, { ...form, foundOn: '2026-06-02' }).codes).toEqual(['found-later'])
  })

  it('A15 by the body that opened it', () => {
    expect(opened.tries(enterTrace, actors.dataAuthority).codes).toEqual(['not-your-trace'])
    expect(opened.state).toMatchObject({ stage: 'opened', by: 'security-authority' })
  })

  it('A15 the answer comes from the zone, on a sample that was handed in, once', () => {
    expect(handed.tries(noteAnswer, actors.securityAuthority, answer).codes).toContain('not-yours-to-do')
    expect(opened.tries(noteAnswer, actors.platform, answer).codes).toEqual(['sample-unknown'])
    const answered = handed.does(noteAnswer, actors.platform, answer)
    expect(answered.state).toMatchObject({ stage: 'answered', answers: [{ verdict: 'named', suspects: [{ person: 'qian' }] }] })
    expect(answered.tries(handIn, actors.securityAuthority, { sample }).codes).toEqual(['sample-answered'])
    expect(answered.does(closeTrace, actors.securityAuthority, { conclusion: '移送处理。' }).state.stage).toBe('closed')
  })

  it('A15 the operator it may name does not see it', () => {
    const { organizations, roles } = leakTraces.concerns(handed.does(noteAnswer, actors.platform, answer).state)
    expect(organizations).toEqual([actors.securityAuthority.organization])
    expect(roles).not.toContain('operator')
  })
})
