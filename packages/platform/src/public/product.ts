/** One product: what it is for, from whom, under what price and certificate; never how it is made. */
import { dayOf, fen, type Product, products } from '@yunhe/law'
import { feeRegimeOf, feeRegimes, fileFormats, meteringUnits, productDeliveries, usePurposes } from '@yunhe/law/identifiers/kinds'
import { namesOf } from '../views/names.ts'
import { publicCase, scenarioNames } from '../views/public.ts'
import { catalogLink, catalogOfProduct } from './alternates.ts'
import { type Html, html } from './html.ts'
import { facts, type Reader, table } from './page.ts'
import { type PublicPage, type PublicParts, paramOf } from './parts.ts'
import { amountText, capitalsOf, priceText } from './price-words.ts'
import { formIn, stageIn } from './products.ts'
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
      type,
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

export const productPage: PublicPage = async (parts, reader, request) => {
  const found = await publicCase(parts, products, paramOf(request, 'id'))
  return found && { ...(await shownProduct(parts, reader, found.state)), alternates: [catalogLink(reader, catalogOfProduct(found.id))] }
}

const shownProduct = async (parts: PublicParts, reader: Reader, product: Product) => {
  const { words, language } = reader
  const { content, operator, code, codedOn, certificate, notice, stage } = product
  const names = await namesOf(parts.db, [operator])
  const scenarioByName = await scenarioNames(parts.db, content.scenarios)
  return {
    title: content.name,
    body: html`${facts([
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
<p><a href="/console/">${words.howToUse}</a></p>`,
  }
}
