/** Facts of a matter of registration: the product and its newest certificate, whom an error in the register concerns, and what is objected to it. */
import {
  authorizations,
  countedObjections,
  dataRequests,
  isOpenMatter,
  objectedKey,
  objectionsTo,
  type Product,
  products,
  type RegistrationObjection,
  registrationObjections,
  registrations,
  subscriptions,
} from '@yunhe/law'
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
      ...(await objectionsIn(read, { product: name, matter: id, version: 0 })),
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

/** How many objections to one notice wait, and how many were upheld. */
export const objectionsIn = async (read: Reading, notice: Pick<RegistrationObjection, 'product' | 'matter' | 'version'>) =>
  countedObjections(
    objectionsTo(
      notice,
      (await read.all(registrationObjections, objectedKey(notice))).map(({ state }) => state),
    ),
  )

export const registrationObjectionCommand = command({
  procedure: registrationObjections,
  facts: async ({ state, asked }, read) => {
    const name = state.product || textIn(asked, 'product')
    const matter = state.matter || textIn(asked, 'matter')
    return matter === '' ? productInNotice(read, name) : matterInNotice(read, matter, name)
  },
})

const productInNotice = async (read: Reading, name: string) => {
  const { content, operator, version, stage, notice } = await read.one(products, name)
  return {
    noticed: { productName: content.name, operator, version, notice: stage === 'in-notice' ? notice : undefined },
    matterPerson: '',
  }
}

/** Under the name of another product it is not found. */
const matterInNotice = async (read: Reading, matter: string, name: string) => {
  const { product, productName, operator, stage, notice, person } = await read.one(registrations, matter)
  return {
    noticed: { productName, operator, version: 0, notice: stage === 'in-notice' && product === name ? notice : undefined },
    matterPerson: person,
  }
}

const usersOf = async (read: Reading, product: string): Promise<readonly string[]> =>
  (await read.all(subscriptions, `product:${product}`))
    .filter(({ state }) => ['approved', 'active'].includes(state.stage))
    .map(({ state }) => state.consumer)
