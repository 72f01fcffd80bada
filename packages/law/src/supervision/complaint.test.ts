import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { acknowledge, answer, close, complaints, file, transfer } from './complaint.ts'

const empty = scene(complaints, { facts: { marketBodies: [actors.market.organization] }, on: '2026-03-02' })
const form = { subject: '强制搭售', organization: actors.operator.organization, text: '购买接口时被要求同时购买报告', realName: '某人' }
const received = empty.does(file, actors.public, form)
const transferred = received.does(transfer, actors.dataAuthority, { to: actors.market.organization, reason: '属市场监管职责' })

describe('A27 complaints', () => {
  it.each(['public', 'consumer', 'operator', 'agency'] as const)('A27 %s may complain', (who) => {
    expect(empty.tries(file, actors[who], form).refusedUnder).toEqual([])
  })

  it('A27 a name is not demanded, and the case carries none', () => {
    expect(empty.tries(file, actors.public, { subject: '强制搭售', text: '……' }).refusedUnder).toEqual([])
    expect(JSON.stringify(received.state)).not.toContain('某人')
    expect(complaints.concerns(received.state).organizations).not.toContain(actors.operator.organization)
  })

  it.each([
    [{ realName: '某人', contact: '电话' }, 'public', 'named'],
    [{ realName: '某人', contact: '' }, 'public', 'lead'],
    [{ realName: '', contact: '电话' }, 'public', 'lead'],
    [{ realName: '', contact: '' }, 'consumer', 'named'],
  ] as const)('A27 with %j by %s it stands as %s', (who, by, standing) => {
    expect(empty.does(file, actors[by], { ...form, ...who }).state.standing).toBe(standing)
  })

  it('A27 goes to a market body and to no other', () => {
    const to = (uscc: string) => received.tries(transfer, actors.dataAuthority, { to: uscc, reason: '移送' }).codes
    expect(to(actors.market.organization)).toEqual([])
    expect(to(actors.agency.organization)).toEqual(['not-a-market-body'])
  })

  it('A27 the body gives its receipt before its answer, and nobody else does', () => {
    expect(transferred.tries(answer, actors.market, { outcome: '已处理' }).codes).toEqual(['not-acknowledged'])
    expect(transferred.tries(acknowledge, actors.otherMarket, { receipt: '收1' }).codes).toEqual(['not-transferred-to-you'])
    const taken = transferred.does(acknowledge, actors.market, { receipt: '收1' })
    expect(taken.state.receipt).toBe('收1')
    expect(taken.tries(close, actors.dataAuthority, { outcome: '办结' }).codes).toEqual(['still-being-handled'])
    expect(
      taken.does(answer, actors.market, { outcome: '已处理' }).does(close, actors.dataAuthority, { outcome: '办结' }).state.stage,
    ).toBe('closed')
  })
})
