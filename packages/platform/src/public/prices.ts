/** Article 22: what every product on the shelf costs today, under which ceiling, and what it will cost; for people, for paper and for spreadsheets. */
import { type Day, dayOf, fen, formatYuan, type Product, priceOn, products } from '@yunhe/law'
import { feeRegimeOf, feeRegimes, productForms } from '@yunhe/law/identifiers/kinds'
import type { FastifyInstance } from 'fastify'
import { csvOf } from '../csv.ts'
import { namesOf } from '../views/names.ts'
import { type PublicCase, publicList, scenarioNames } from '../views/public.ts'
import { choiceAsked, pageAsked } from './asked.ts'
import { html } from './html.ts'
import { choicesFrom, countLine, narrowForm, pager } from './listing.ts'
import { type Reader, readerOf, sendTagged, table } from './page.ts'
import type { PublicPage, PublicParts } from './parts.ts'
import { amountText, capitalsOf, priceText } from './price-words.ts'
import { inLanguage } from './words.ts'

const onShelf = { stages: ['published'] } as const
/** A price list is printed: its pages are longer than others. */
const pricesOnPage = 200

interface PriceLine {
  readonly id: string
  readonly product: Product
  readonly operator: string
  readonly scenarios: readonly { readonly name: string; readonly ceilingFen: number | undefined }[]
  readonly now: number
  readonly from: Day | undefined
  readonly next: { readonly unitPriceFen: number; readonly from: Day } | undefined
}

const linesOf = async (parts: PublicParts, rows: readonly PublicCase<Product>[]): Promise<readonly PriceLine[]> => {
  const on = dayOf(parts.clock())
  const bodies = await namesOf(
    parts.db,
    rows.map(({ state }) => state.operator),
  )
  const names = await scenarioNames(
    parts.db,
    rows.flatMap(({ state }) => state.content.scenarios),
  )
  return rows.map(({ id, state }) => {
    const price = priceOn(state, on)
    return {
      id,
      product: state,
      operator: bodies[state.operator] ?? '',
      scenarios: state.content.scenarios.map((one) => ({ name: names[one] ?? one, ceilingFen: state.ceilingFenByScenario[one] })),
      now: price?.unitPriceFen ?? 0,
      from: price?.from,
      next: state.prices.find(({ from }) => from > on),
    }
  })
}

const regimeIn = ({ content }: Product, { language }: Reader): string => inLanguage(language, feeRegimes[feeRegimeOf(content.purpose)])

export const pricesPage: PublicPage = async (parts, reader) => {
  const { words, asked, language } = reader
  const page = pageAsked(asked)
  const form = choiceAsked(asked, 'form', Object.keys(productForms))
  const wanted = [onShelf, { words: asked.q ?? '' }, ...(form === undefined ? [] : [{ path: ['content', 'form'], is: form }])]
  const { rows, total } = await publicList(parts, products, { page, pageSize: pricesOnPage, order: 'name' }, wanted)
  const lines = await linesOf(parts, rows)
  const on = dayOf(parts.clock())
  const cells = lines.map(({ id, product, operator, scenarios, now, from, next }) => [
    html`<a href="/products/${id}">${product.content.name}</a>`,
    operator,
    regimeIn(product, reader),
    html`${priceText(product, reader, on)}${capitalsOf(now, reader) !== '' && html`<br><span class="capitals">${capitalsOf(now, reader)}</span>`}${from !== undefined && html`<br><small>${words.since(from)}</small>`}`,
    html`${scenarios.map(({ name, ceilingFen }) => ceilingFen !== undefined && html`<span class="line">${name}${words.colon}${amountText(fen(ceilingFen), product, reader)}</span>`)}`,
    next === undefined
      ? words.none
      : `${next.from} ${next.unitPriceFen === 0 ? words.free : amountText(fen(next.unitPriceFen), product, reader)}`,
  ])
  const choices = [{ name: 'form', label: words.form, options: choicesFrom(productForms, reader) }]
  return {
    title: words.prices,
    body: html`<p class="lead">${words.pricesLead}</p><p>${words.pricesOn} ${on}</p>
${narrowForm(reader, { path: '/prices', asked, choices })}${countLine(reader, total)}
${table([words.title, words.operator, words.regime, words.price, words.ceiling, words.nextPrice], cells, words.noProducts)}
${pager(reader, { path: '/prices', asked, names: ['q', 'form'], page, total, size: pricesOnPage })}`,
    alternates: [{ href: `/prices.csv?lang=${language}`, type: 'text/csv', title: words.asCsv }],
  }
}

/** As many as a spreadsheet is asked to bear. */
const mostInFile = 10_000

/** The whole list, one line a product and scenario, amounts in yuan. */
export const servePrices = (app: FastifyInstance, parts: PublicParts): void => {
  app.get('/prices.csv', async (request, reply) => {
    const reader = readerOf(request, reply, parts.isDemo)
    const { words, language } = reader
    const { rows } = await publicList(parts, products, { page: 1, pageSize: mostInFile, order: 'name' }, [onShelf])
    const heads = [
      words.registration,
      words.title,
      words.form,
      words.operator,
      words.regime,
      words.meteringUnit,
      words.priceYuan,
      words.validFrom,
    ]
    const lines = (await linesOf(parts, rows)).flatMap(({ product, operator, scenarios, now, from }) => {
      const { code, content } = product
      const fixed = [
        code,
        content.name,
        content.form === undefined ? '' : inLanguage(language, productForms[content.form]),
        operator,
        regimeIn(product, reader),
        content.meteringUnit === undefined ? '' : words.priceUnits[content.meteringUnit],
        yuanOf(now),
        from ?? '',
      ]
      const bound = scenarios.length === 0 ? [{ name: '', ceilingFen: undefined }] : scenarios
      return bound.map(({ name, ceilingFen }) => [...fixed, name, ceilingFen === undefined ? '' : yuanOf(ceilingFen)])
    })
    reply.type('text/csv; charset=utf-8').header('vary', 'cookie')
    reply.header('content-disposition', `attachment; filename="prices-${dayOf(parts.clock())}.csv"`)
    return sendTagged(request, reply, csvOf([[...heads, words.scenarios, words.ceilingYuan], ...lines]), { cache: 'no-cache' })
  })
}

/** As a spreadsheet adds it up: no sign and no comma. */
const yuanOf = (amount: number): string => formatYuan(fen(amount)).replace(/[¥,]/g, '')
