import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { expire, intellectualProperties, liftTakeDown, orderTakeDown, register } from './intellectual-property.ts'

const empty = scene(intellectualProperties, { facts: { productOperator: actors.operator.organization }, on: '2026-03-02' })
const form = { product: 'p1', holder: '运营公司', registrationNumber: '苏数知登2026000001', validTo: '2029-03-01' }
const notice = { product: 'p1', notice: '锡知〔2026〕1号', ground: '侵犯他人数据知识产权' }
const registered = empty.does(register, actors.operator, form)

describe('A28 data intellectual property', () => {
  it.each([
    { validTo: '2026-03-01', codes: ['registration-over'] },
    { validTo: '2026-03-02', codes: [] },
  ])('A28 a registration good until $validTo: $codes', ({ validTo, codes }) => {
    expect(empty.tries(register, actors.operator, { ...form, validTo }).codes).toEqual(codes)
  })

  it('A28 the operator records its own products only', () => {
    expect(empty.tries(register, actors.otherOperator, form).codes).toEqual(['not-your-product'])
    expect(empty.tries(register, actors.operator, form, { facts: { productOperator: '' } }).codes).toEqual(['no-such-product'])
  })

  it('A28 a notice takes the product down, with or without a registration, and only its body lifts it', () => {
    expect(empty.tries(orderTakeDown, actors.dataAuthority, notice).codes).toEqual(['not-yours-to-do'])
    const down = empty.does(orderTakeDown, actors.market, notice)
    expect(down.tries(orderTakeDown, actors.market, notice).codes).toEqual(['taken-down-already'])
    expect(down.tries(liftTakeDown, actors.otherMarket, { reason: '误报' }).codes).toEqual(['not-your-notice'])
    expect(down.does(liftTakeDown, actors.market, { reason: '误报' }).state.stage).toBe('restored')
    expect(registered.tries(orderTakeDown, actors.market, { ...notice, product: 'p2' }).codes).toEqual(['other-product'])
    expect(registered.does(orderTakeDown, actors.market, notice).does(liftTakeDown, actors.market, { reason: '误报' }).state.stage).toBe(
      'registered',
    )
  })

  it.each([
    { on: '2029-03-01', codes: ['registration-still-runs'] },
    { on: '2029-03-02', codes: [] },
  ])('A28 runs out on $on: $codes', ({ on, codes }) => {
    expect(registered.tries(expire, actors.platform, {}, { on }).codes).toEqual(codes)
  })
})
