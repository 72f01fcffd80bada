/** Facts of a matter of registration: the product and its newest certificate, and whom an error in the register concerns. */
import { authorizations, dataRequests, isOpenMatter, type Product, products, registrations, subscriptions } from '@yunhe/law'
import { feeRegimeOf } from '@yunhe/law/identifiers/kinds'
import { textIn } from './asked.ts'
import { command } from './command.ts'
import type { Reading } from './reading.ts'

export const registrationCommand = command({
  procedure: registrations,
  facts: async ({ id, state, asked }, read) => {
    const name = state.product || textIn(asked, 'product')
    const product = await read.one(products, name)
    const request = await read.one(dataRequests, product.request)
    const others = name === '' ? [] : await read.all(registrations, `product:${name}`)
    return {
      product: registeredOf(product),
      authorizationUntil: (await read.one(authorizations, request.authorization)).until,
      concerned:
        name === ''
          ? []
          : [
              product.operator,
              ...request.required.filter((one) => one.as === 'provider').map(({ body }) => body),
              ...(await usersOf(read, name)),
            ],
      openMatters: others.filter((one) => one.id !== id && isOpenMatter(one.state)).length,
    }
  },
})

const registeredOf = ({ content, operator, stage, code, certificates }: Product) => {
  const { name, form, meteringUnit, summary } = content
  const last = certificates.at(-1)
  return {
    name,
    operator,
    stage,
    code,
    isPaid: feeRegimeOf(content.purpose) === 'paid-conditional',
    particulars: { summary, ...(form && { form }), ...(meteringUnit && { meteringUnit }) },
    certificate: last && { standing: last.standing, validTo: last.validTo },
  }
}

const usersOf = async (read: Reading, product: string): Promise<readonly string[]> =>
  (await read.all(subscriptions, `product:${product}`))
    .filter(({ state }) => ['approved', 'active'].includes(state.stage))
    .map(({ state }) => state.consumer)
