/** The catalog of published products: what each is for, from whom, at what price; never how it is made. */
import { dayOf, fen, formatYuan, type Product, priceOn, products, registrations } from '@yunhe/law'
import { fileFormats, meteringUnits, productDeliveries, productForms, registrationTypes } from '@yunhe/law/identifiers/kinds'
import { namesOf } from '../views/names.ts'
import { publicCase, publicCases } from '../views/public.ts'
import { type Html, html } from './html.ts'
import { facts, type Reader, table } from './page.ts'
import { type PublicPage, type PublicParts, paramOf } from './parts.ts'
import { inLanguage } from './words.ts'

const formOf = ({ content }: Product, { language }: Reader): string =>
  content.form === undefined ? '' : inLanguage(language, productForms[content.form])

const deliveryOf = ({ content: { delivery, formats } }: Product, { language }: Reader): string =>
  [productDeliveries[delivery], ...formats.map((format) => fileFormats[format])].map((words) => inLanguage(language, words)).join(' · ')

/** What the answers carry, with what they hide marked; nothing before there is an answer. */
const fieldsOf = ({ served, content }: Product): string | undefined =>
  served?.columns.map(({ name, type }) => `${name} (${type}${content.masks.some(({ column }) => column === name) ? ', *' : ''})`).join(', ')

const priceText = (product: Product, { words }: Reader, on: ReturnType<typeof dayOf>): string => {
  const price = priceOn(product, on)
  return price === undefined || price.unitPriceFen === 0 ? words.free : `${formatYuan(fen(price.unitPriceFen))} ${words.perCall}`
}

export const productTable = async (parts: PublicParts, reader: Reader): Promise<Html> => {
  const { words, language } = reader
  const found = await publicCases(parts, products)
  const names = await namesOf(
    parts.db,
    found.map(({ state }) => state.operator),
  )
  const on = dayOf(parts.clock())
  const rows = found.map(({ id, state }) => [
    html`<a href="/products/${id}">${state.content.name}</a>`,
    formOf(state, reader),
    names[state.operator] ?? '',
    priceText(state, reader, on),
    inLanguage(language, products.stages[state.stage] ?? { zh: '', en: '' }),
  ])
  return table([words.title, words.form, words.operator, words.price, words.state], rows, words.noProducts)
}

/** What is to be changed in the register, while the public may look at it: who, which kind, what; no papers. */
const matterTable = async (parts: PublicParts, { words, language }: Reader): Promise<Html> => {
  const found = (await publicCases(parts, registrations)).filter(({ state }) => state.stage === 'in-notice')
  const names = await namesOf(
    parts.db,
    found.map(({ state }) => state.operator),
  )
  const rows = found.map(({ state }) => [
    html`<a href="/products/${state.product}">${state.productName}</a>`,
    names[state.operator] ?? '',
    inLanguage(language, registrationTypes[state.matterType]),
    state.particulars.summary ?? (state.particulars.form ? inLanguage(language, productForms[state.particulars.form]) : ''),
    state.notice ? `${state.notice.from} — ${state.notice.until}` : '',
  ])
  return table([words.title, words.operator, words.registrationType, words.summary, words.noticePeriod], rows, words.noMatters)
}

export const productsPage: PublicPage = async (parts, reader) => ({
  title: reader.words.products,
  body: html`${await productTable(parts, reader)}<h2>${reader.words.matters}</h2>${await matterTable(parts, reader)}`,
})

export const productPage: PublicPage = async (parts, reader, request) => {
  const found = await publicCase(parts, products, paramOf(request, 'id'))
  if (found === undefined) return undefined
  const { words, language } = reader
  const { content, operator, stage, code, certificate, notice } = found.state
  const names = await namesOf(parts.db, [operator])
  return {
    title: content.name,
    body: facts([
      [words.state, inLanguage(language, products.stages[stage] ?? { zh: '', en: '' })],
      [words.summary, content.summary],
      [words.form, formOf(found.state, reader)],
      [words.meteringUnit, content.meteringUnit && inLanguage(language, meteringUnits[content.meteringUnit])],
      [words.delivery, deliveryOf(found.state, reader)],
      [words.operator, `${names[operator] ?? ''} ${operator}`],
      [words.scenarios, content.scenarios.join('、')],
      [words.price, priceText(found.state, reader, dayOf(parts.clock()))],
      [words.noticePeriod, notice && `${notice.from} — ${notice.until}`],
      [words.registration, code],
      [words.certificate, certificate && html`<a href="/certificates/${certificate.number}">${certificate.number}</a>`],
      [words.columns, fieldsOf(found.state)],
      [words.cache, content.cacheSeconds > 0 ? `${content.cacheSeconds} ${words.seconds}` : undefined],
      [words.parameters, content.parameters.map(({ name }) => name).join(', ')],
    ]),
  }
}
