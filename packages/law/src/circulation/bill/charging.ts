/** Articles 22 and 23: metered calls become an amount, the consumer confirms it, a mistake is reversed and never rewritten. */
import { z } from 'zod'
import { actsOf } from '../../kernel/act.ts'
import { onlyBy } from '../../kernel/actor.ts'
import { ownedBy, stageIs } from '../../kernel/common.ts'
import { fen, multiply, negate } from '../../kernel/money.ts'
import { type Matter, rule } from '../../kernel/rule.ts'
import { dayShape, organizationShape, reasonShape, referenceTo } from '../../kernel/shapes.ts'
import { type Bill, type BillEvent, type BillFacts, contraOf } from './state.ts'

const act = actsOf<Bill, BillFacts, BillEvent>()
const stage = stageIs<Bill, BillFacts, unknown>

const draftShape = z.object({ product: referenceTo('products'), consumer: organizationShape, from: dayShape, to: dayShape })

export const draft = act(draftShape, {
  name: 'bill.draft',
  title: { zh: '按计量出账', en: 'Draft a bill from the meter' },
  when: [
    onlyBy('A23', 'operator', 'platform'),
    stage('A23', 'already-drafted', { zh: '该账单已出具', en: 'the bill has been drafted' }, 'none'),
  ],
  provided: [
    rule(
      'A23',
      'not-your-product',
      { zh: '该产品不属于本单位', en: 'the product is not of your organization' },
      ({ facts, by }) => by.roles.includes('platform') || (by.organization !== '' && facts.product.operator === by.organization),
      'product',
    ),
    rule(
      'W22-2',
      'free-of-charge',
      { zh: '用于公共治理、公益事业的产品无偿使用，不得出账', en: 'a product for public governance or the public good is free of charge' },
      ({ facts }) => facts.product.isPaid,
      'product',
    ),
    rule(
      'W23-2',
      'no-price',
      { zh: '账期内没有确定的收费价格，不得出账', en: 'no price stood in the period' },
      ({ facts }) => !facts.product.isPaid || facts.product.unitPricesFen.length > 0,
      'product',
    ),
    rule(
      'A22',
      'price-changed-within',
      {
        zh: '账期内价格有调整，请按价格施行日分段出账',
        en: 'the price changed within the period: bill the parts before and after by themselves',
      },
      ({ facts }) => facts.product.unitPricesFen.length <= 1,
      'from',
      'to',
    ),
    rule(
      'A23',
      'price-is-nothing',
      { zh: '账期内收费价格为零，无须出账', en: 'the price in the period is nothing, so there is nothing to bill' },
      ({ facts }) => facts.product.unitPricesFen.every((price) => price > 0),
      'product',
    ),
    rule(
      'A3',
      'unit-not-metered',
      {
        zh: '该产品不按调用次数计量，不能依调用计量出账',
        en: 'the product is not measured in calls, so the meter of calls cannot bill it',
      },
      ({ facts }) => facts.product.meteringUnit === 'call',
      'product',
    ),
    rule(
      'A23',
      'period-backwards',
      { zh: '账期截止日不得早于起始日', en: 'the period ends before it begins' },
      ({ asked }) => asked.from <= asked.to,
      'to',
    ),
    rule('A23', 'period-not-over', { zh: '账期尚未结束，不得出账', en: 'the period is not over' }, ({ asked, on }) => asked.to < on, 'to'),
    rule(
      'A23',
      'billed-already',
      { zh: '该账期与已出账单重叠，不得重复出账', en: 'a day of this period has been billed already' },
      ({ facts }) => facts.overlappingBills === 0,
      'from',
      'to',
    ),
    rule(
      'A23',
      'nothing-served',
      { zh: '账期内没有成功调用，无须出账', en: 'nothing was served in the period' },
      ({ facts }) => facts.servedCalls > 0,
    ),
  ],
  records: (matter) => [{ type: 'BillDrafted', ...chargeOf(matter) }],
})

const chargeOf = ({ asked, facts }: Matter<Bill, BillFacts, z.infer<typeof draftShape>>) => {
  const unitPriceFen = facts.product.unitPricesFen[0] ?? 0
  return {
    ...asked,
    operator: facts.product.operator,
    servedCalls: facts.servedCalls,
    unitPriceFen,
    amountFen: multiply(fen(unitPriceFen), { of: facts.servedCalls, per: 1 }, 'half-up'),
  }
}

export const confirm = act(z.object({}), {
  name: 'bill.confirm',
  title: { zh: '确认账单', en: 'Confirm the bill' },
  when: [
    onlyBy('A23', 'consumer'),
    stage('A23', 'not-drafted', { zh: '账单不在待确认状态', en: 'the bill does not wait to be confirmed' }, 'drafted'),
    ownedBy(
      'A23',
      'not-your-bill',
      { zh: '由账单所列使用单位确认', en: 'the consumer named in the bill confirms it' },
      ({ consumer }) => consumer,
    ),
  ],
  provided: [],
  records: () => [{ type: 'BillConfirmed' }],
})

const moneyHasFlowed = ({ payment }: Bill): boolean => payment !== undefined

/** Once money has reached the treasury only finance takes it back. */
export const reverse = act(z.object({ reason: reasonShape }), {
  name: 'bill.reverse',
  title: { zh: '冲销账单', en: 'Reverse the bill' },
  when: [
    onlyBy('A23', 'operator', 'finance'),
    stage(
      'W20-3',
      'nothing-to-reverse',
      { zh: '账单未出具或者已冲销', en: 'there is no bill to reverse, or it has been reversed' },
      'drafted',
      'confirmed',
      'noticed',
      'paid',
      'receipted',
      'distributed',
    ),
    rule(
      'A23',
      'not-your-bill',
      { zh: '由该产品的运营单位或者财政部门办理', en: 'the operator of the product does this, or the finance department' },
      ({ state, by }) => by.roles.includes('finance') || (by.organization !== '' && by.organization === state.operator),
    ),
    rule(
      'W6-1',
      'paid-already',
      { zh: '款项已入库的，只能由财政部门冲销', en: 'once it is paid only the finance department reverses it' },
      ({ state, by }) => !moneyHasFlowed(state) || by.roles.includes('finance'),
    ),
  ],
  provided: [],
  records: ({ asked, state, on }) => [
    { type: 'BillReversed', ...asked, on, amountFen: negate(state.amountFen), parts: contraOf(state.statement?.parts ?? []) },
  ],
})
