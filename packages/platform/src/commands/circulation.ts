/** Chapter 5: who uses a product, and what it is billed. */
import {
  type Bill,
  bills,
  chargesWithin,
  type Day,
  dayOf,
  distributions,
  isInForceOn,
  isOverdueOn,
  pricesWithin,
  products,
  regimeSwitches,
  subscriptions,
} from '@yunhe/law'
import { isWhole } from '@yunhe/law/circulation/product/delivery'
import { feeRegimeOf } from '@yunhe/law/identifiers/kinds'
import { textIn } from './asked.ts'
import { command, type Question } from './command.ts'
import { revenueOf } from './overlay.ts'
import type { Reading } from './reading.ts'

export const subscriptionCommand = command({
  procedure: subscriptions,
  facts: async ({ state, asked, by, at }, read) => {
    const name = state.product || textIn(asked, 'product')
    const product = await read.one(products, name)
    const doubted = name === '' ? [] : await read.all(regimeSwitches, `use:${name}:${state.consumer || by.organization}`)
    const owed = await read.all(bills, `consumer:${state.consumer || by.organization}`)
    const on = dayOf(at)
    const isBounded = read.numbersOn(on).nationalOverlay && name !== '' && feeRegimeOf(product.content.purpose) === 'paid-conditional'
    return {
      product: {
        stage: product.stage,
        operator: product.operator,
        scenarios: product.content.scenarios,
        certificateValidTo: product.certificate?.validTo,
        fields: product.served?.columns.map((column) => column.name) ?? [],
        isWhole: isWhole(product.content.delivery),
      },
      overdueBills: owed.filter((one) => isOverdueOn(one.state, on)).length,
      foundCommercial:
        feeRegimeOf(product.content.purpose) === 'free-conditional' && doubted.some((one) => one.state.stage === 'commercial'),
      revenue: isBounded ? await revenueOf(read, product.operator, on) : undefined,
    }
  },
})

export const billCommand = command({
  procedure: bills,
  facts: async (question, read) => {
    const { product: name, consumer, from, to } = chargeAt(question)
    const product = await read.one(products, name)
    const others = (await read.all(bills, `product:${name}`)).filter((one) => one.id !== question.id && one.state.consumer === consumer)
    return {
      product: {
        operator: product.operator,
        isPaid: feeRegimeOf(product.content.purpose) === 'paid-conditional',
        meteringUnit: product.content.meteringUnit ?? '',
        unitPricesFen: from === '' ? [] : pricesWithin(product, from, to).map(({ unitPriceFen }) => unitPriceFen),
      },
      servedCalls: from === '' ? 0 : await read.servedCalls(name, consumer, from, to),
      overlappingBills: others.filter((one) => chargesWithin(one.state, { from, to })).length,
      distribution: await sharesOn(read, name, to),
    }
  },
})

/** What is billed: as recorded, or as the draft at hand would have it. */
const chargeAt = ({ state, asked }: Question<Bill>): Pick<Bill, 'product' | 'consumer' | 'from' | 'to'> =>
  state.stage === 'none'
    ? {
        product: textIn(asked, 'product'),
        consumer: textIn(asked, 'consumer'),
        from: textIn(asked, 'from') as Day,
        to: textIn(asked, 'to') as Day,
      }
    : state

const sharesOn = async (read: Reading, product: string, on: Day) => {
  const found = (await read.all(distributions, `product:${product}`)).find(({ state }) => on !== '' && isInForceOn(state, on))
  return found && { id: found.id, parties: found.state.parties, remainder: found.state.remainder }
}
