/** The catalog of products: what each is for, from whom, at what price; never how it is made. */
import { dayOf, type Product, products } from '@yunhe/law'
import { productForms, usePurposes } from '@yunhe/law/identifiers/kinds'
import { namesOf } from '../views/names.ts'
import { type PublicCase, productScenarios, publicBodies, publicList, scenarioNames, type Wanted } from '../views/public.ts'
import { catalogLink, feedLink } from './alternates.ts'
import { type Asked, choiceAsked, pageAsked } from './asked.ts'
import { type Html, html } from './html.ts'
import { type Choice, choicesFrom, countLine, narrowForm, pager, pageSize } from './listing.ts'
import { type Reader, table } from './page.ts'
import type { PublicPage, PublicParts } from './parts.ts'
import { priceText } from './price-words.ts'
import { inLanguage } from './words.ts'

/** Stages in which anybody may look at a product. */
const shownStages = ['published', 'suspended', 'in-notice'] as const
const orders = ['newest', 'name'] as const
const names = ['q', 'form', 'purpose', 'operator', 'scenario', 'stage', 'order'] as const

export const stageIn = ({ stage }: Pick<Product, 'stage'>, { language }: Reader): string =>
  inLanguage(language, products.stages[stage] ?? { zh: '', en: '' })

export const formIn = ({ content }: Pick<Product, 'content'>, { language }: Reader): string =>
  content.form === undefined ? '' : inLanguage(language, productForms[content.form])

export const productTable = async (parts: PublicParts, reader: Reader, rows: readonly PublicCase<Product>[]): Promise<Html> => {
  const { words } = reader
  const scenarios = rows.flatMap(({ state }) => state.content.scenarios)
  const [bodies, scenarioByName] = [
    await namesOf(
      parts.db,
      rows.map(({ state }) => state.operator),
    ),
    await scenarioNames(parts.db, scenarios),
  ]
  const on = dayOf(parts.clock())
  return table(
    [words.title, words.form, words.operator, words.scenarios, words.price, words.state],
    rows.map(({ id, state }) => [
      html`<a href="/products/${id}">${state.content.name}</a>`,
      formIn(state, reader),
      bodies[state.operator] ?? '',
      state.content.scenarios.map((one) => scenarioByName[one] ?? one).join(words.comma),
      priceText(state, reader, on),
      stageIn(state, reader),
    ]),
    words.noProducts,
  )
}

const wantedBy = (asked: Asked): readonly Wanted[] => {
  const form = choiceAsked(asked, 'form', Object.keys(productForms))
  const purpose = choiceAsked(asked, 'purpose', Object.keys(usePurposes))
  const stage = choiceAsked(asked, 'stage', shownStages)
  return [
    { words: asked.q ?? '' },
    ...(form === undefined ? [] : [{ path: ['content', 'form'], is: form }]),
    ...(purpose === undefined ? [] : [{ path: ['content', 'purpose'], is: purpose }]),
    ...(stage === undefined ? [] : [{ stages: [stage] }]),
    ...(asked.operator ? [{ organization: asked.operator }] : []),
    ...(asked.scenario ? [{ path: ['content', 'scenarios'], holds: asked.scenario }] : []),
  ]
}

const choicesOf = async ({ db }: PublicParts, reader: Reader): Promise<readonly Choice[]> => {
  const { words } = reader
  const [operators, scenarios] = [await publicBodies(db, products.name), await productScenarios(db)]
  const [bodies, scenarioByName] = [await namesOf(db, operators), await scenarioNames(db, scenarios)]
  const named = (values: readonly string[], said: Readonly<Record<string, string>>) =>
    values.map((value) => ({ value, text: said[value] ?? value }))
  return [
    { name: 'form', label: words.form, options: choicesFrom(productForms, reader) },
    { name: 'purpose', label: words.purpose, options: choicesFrom(usePurposes, reader) },
    { name: 'operator', label: words.operator, options: named(operators, bodies) },
    { name: 'scenario', label: words.scenarios, options: named(scenarios, scenarioByName) },
    { name: 'stage', label: words.state, options: choicesFrom(products.stages, reader, [...shownStages]) },
    { name: 'order', label: words.order, options: orders.map((value) => ({ value, text: words.orders[value] })) },
  ]
}

export const productsPage: PublicPage = async (parts, reader) => {
  const { words, asked } = reader
  const page = pageAsked(asked)
  const order = choiceAsked(asked, 'order', orders) ?? 'newest'
  const { rows, total } = await publicList(parts, products, { page, pageSize, order }, wantedBy(asked))
  return {
    title: words.products,
    body: html`${narrowForm(reader, { path: '/products', asked, choices: await choicesOf(parts, reader) })}${countLine(reader, total)}
${await productTable(parts, reader, rows)}
${pager(reader, { path: '/products', asked, names, page, total })}
<p><a href="/notices?kind=registration">${words.matters}</a></p>`,
    alternates: [feedLink(reader, 'products'), catalogLink(reader)],
  }
}
