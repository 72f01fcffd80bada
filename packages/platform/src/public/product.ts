/** One product: what it is for, from whom, under what price and certificate, never how it is made; and the form to object while its registration stands in notice. */
import { dayOf, fen, type Product, products } from '@yunhe/law'
import { feeRegimeOf, feeRegimes, fileFormats, meteringUnits, productDeliveries, usePurposes } from '@yunhe/law/identifiers/kinds'
import { namesOf } from '../views/names.ts'
import { publicCase, scenarioNames } from '../views/public.ts'
import { catalogLink, catalogOfProduct } from './alternates.ts'
import { errorSummary, type Tried, untouched } from './form.ts'
import { type Html, html } from './html.ts'
import { facts, type Reader, table } from './page.ts'
import { type PublicPage, type PublicParts, paramOf } from './parts.ts'
import { amountText, capitalsOf, priceText } from './price-words.ts'
import { formIn, stageIn } from './products.ts'
import { objectionsSection, raiseObjection } from './registration-objections.ts'
import { inLanguage } from './words.ts'

const deliveryOf = ({ content: { delivery, formats } }: Product, { language }: Reader): string =>
  [productDeliveries[delivery], ...formats.map((format) => fileFormats[format])].map((words) => inLanguage(language, words)).join(' · ')

/** What the answers carry, with what they hide marked; nothing before there is an answer. */
const columnsOf = ({ served, content }: Product, { words }: Reader): Html | false =>
  served !== undefined &&
  served.columns.length > 0 &&
  html`<h2>${words.columns}</h2>${table(
    [words.title, words.columnType, words.columnShown],
    served.columns.map(({ name, type }) => [
      html`<code>${name}</code>`,
      Object.entries(words.columnTypes).find(([known]) => known === type)?.[1] ?? type,
      content.masks.some(({ column }) => column === name) ? words.masked : words.plain,
    ]),
    '',
  )}`

/** Article 22: every price with its ground, the newest first, beside the ceilings it stands under. */
const pricesOf = (product: Product, reader: Reader, scenarioByName: Readonly<Record<string, string>>): Html => {
  const { words } = reader
  const today = product.prices
    .toReversed()
    .map(({ unitPriceFen, from, reason }) => [
      from,
      unitPriceFen === 0 ? words.free : amountText(fen(unitPriceFen), product, reader),
      ...(reader.language === 'en' ? [] : [capitalsOf(unitPriceFen, reader)]),
      reason,
    ])
  const ceilings = Object.entries(product.ceilingFenByScenario).map(([scenario, ceilingFen]) => [
    scenarioByName[scenario] ?? scenario,
    amountText(fen(ceilingFen), product, reader),
    ...(reader.language === 'en' ? [] : [capitalsOf(ceilingFen, reader)]),
  ])
  const capitals = reader.language === 'en' ? [] : [words.capitals]
  return html`<h2>${words.priceHistory}</h2>${table([words.validFrom, words.price, ...capitals, words.reason], today, words.noPriceSet)}
${ceilings.length > 0 && html`<h2>${words.ceiling}</h2>${table([words.scenarios, words.ceiling, ...capitals], ceilings, '')}`}`
}

export const productPage: PublicPage = (parts, reader, request) => showProduct(parts, reader, paramOf(request, 'id'), untouched)

const showProduct = async (parts: PublicParts, reader: Reader, id: string, tried: Tried) => {
  const found = await publicCase(parts, products, id)
  return (
    found && { ...(await shownProduct(parts, reader, id, found.state, tried)), alternates: [catalogLink(reader, catalogOfProduct(id))] }
  )
}

export const productObjectionPage: PublicPage = async (parts, reader, request) => {
  const id = paramOf(request, 'id')
  if ((await publicCase(parts, products, id)) === undefined) return undefined
  const raised = await raiseObjection(parts, reader, { product: id, matter: '', place: `/products/${id}` }, request.body)
  return 'tried' in raised ? showProduct(parts, reader, id, raised.tried) : raised
}

/** While it stands in notice: what was objected, and the form. */
const objectionsTo = async (parts: PublicParts, reader: Reader, id: string, { stage, notice, version }: Product, tried: Tried) =>
  stage === 'in-notice' &&
  notice !== undefined &&
  objectionsSection(parts, reader, { product: id, matter: '', version, until: notice.until, place: `/products/${id}` }, tried)

const shownProduct = async (parts: PublicParts, reader: Reader, id: string, product: Product, tried: Tried) => {
  const { words, language } = reader
  const { content, operator, code, codedOn, certificate, notice, stage } = product
  const names = await namesOf(parts.db, [operator])
  const scenarioByName = await scenarioNames(parts.db, content.scenarios)
  return {
    title: content.name,
    status: tried.errors.length > 0 ? 422 : 200,
    body: html`${errorSummary(words.errorTitle, tried)}${facts([
      [words.state, stageIn(product, reader)],
      [words.summary, content.summary],
      [words.form, formIn(product, reader)],
      [words.operator, `${names[operator] ?? ''} ${operator}`],
      [words.scenarios, content.scenarios.map((one) => scenarioByName[one] ?? one).join(words.comma)],
      [words.purpose, inLanguage(language, usePurposes[content.purpose])],
      [words.regime, inLanguage(language, feeRegimes[feeRegimeOf(content.purpose)])],
      [words.price, priceText(product, reader, dayOf(parts.clock()))],
      [words.meteringUnit, content.meteringUnit && inLanguage(language, meteringUnits[content.meteringUnit])],
      [words.delivery, deliveryOf(product, reader)],
      [words.parameters, content.parameters.map(({ name }) => name).join(', ')],
      [words.cache, content.cacheSeconds > 0 ? `${content.cacheSeconds} ${words.seconds}` : undefined],
      [words.noticePeriod, stage === 'in-notice' && notice ? `${notice.from} — ${notice.until} ${words.untilEndOf}` : undefined],
      [words.registration, code],
      [words.registeredOn, codedOn],
      [words.certificate, certificate && html`<a href="/certificates/${certificate.number}">${certificate.number}</a>`],
    ])}
${columnsOf(product, reader)}
${pricesOf(product, reader, scenarioByName)}
${await objectionsTo(parts, reader, id, product, tried)}
<p><a href="/console/">${words.howToUse}</a></p>`,
  }
}
