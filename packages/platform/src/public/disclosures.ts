/** The yearly disclosure of authorized operation: what each institution told, and in red which of them told nothing by its day. */
import {
  type Day,
  type DisclosedRecords,
  type Disclosure,
  dayOf,
  disclosedParts,
  discloserKinds,
  disclosureDue,
  disclosures,
  fen,
  formatYuan,
} from '@yunhe/law'
import { type ProductForm, productForms } from '@yunhe/law/identifiers/kinds'
import { namesOf } from '../views/names.ts'
import { publicCase, publicList, type Wanted } from '../views/public.ts'
import { choiceAsked, pageAsked } from './asked.ts'
import { type Html, html } from './html.ts'
import { choicesFrom, countLine, narrowForm, pager, pageSize } from './listing.ts'
import { facts, type Reader, table } from './page.ts'
import { type PublicPage, type PublicParts, paramOf } from './parts.ts'
import { capitalsOf } from './price-words.ts'
import { inLanguage } from './words.ts'

const isMissing = (parts: PublicParts, { stage, year }: Disclosure): boolean => {
  const today: Day = dayOf(parts.clock())
  return stage === 'overdue' || (stage === 'open' && today > disclosureDue(year, parts.numbersOn(today)))
}

const standingOf = (parts: PublicParts, { words }: Reader, state: Disclosure): Html | string => {
  if (state.publishedOn !== undefined) return `${words.disclosed} ${state.publishedOn}${state.isLate ? ` (${words.late})` : ''}`
  return isMissing(parts, state) ? html`<strong class="missing">${words.notDisclosed}</strong>` : words.toBeDisclosed
}

/** What is owed or told: a year that is only expected is nobody's business yet. */
const owedStages = ['open', 'overdue', 'published'] as const

export const disclosuresPage: PublicPage = async (parts, reader) => {
  const { words, language, asked } = reader
  const page = pageAsked(asked)
  const kind = choiceAsked(asked, 'kind', Object.keys(discloserKinds))
  const wanted: readonly Wanted[] = [
    { words: asked.q ?? '' },
    { stages: owedStages },
    ...(kind === undefined ? [] : [{ path: ['kind'], is: kind }]),
  ]
  const { rows: owed, total } = await publicList(parts, disclosures, { page, pageSize }, wanted)
  const names = await namesOf(
    parts.db,
    owed.map(({ state }) => state.organization),
  )
  const rows = owed
    .toSorted((one, other) => other.state.year - one.state.year)
    .map(({ id, state }) => [
      String(state.year),
      inLanguage(language, discloserKinds[state.kind]),
      state.publishedOn === undefined
        ? (names[state.organization] ?? '')
        : html`<a href="/disclosures/${id}">${names[state.organization] ?? ''}</a>`,
      standingOf(parts, reader, state),
    ])
  const choices = [{ name: 'kind', label: words.discloser, options: choicesFrom(discloserKinds, reader) }]
  return {
    title: words.disclosures,
    body: html`<p class="lead">${words.disclosuresLead}</p>${narrowForm(reader, { path: '/disclosures', asked, choices })}${countLine(reader, total)}
${table([words.year, words.discloser, words.organization, words.state], rows, words.noDisclosures)}
${pager(reader, { path: '/disclosures', asked, names: ['q', 'kind'], page, total })}`,
  }
}

export const disclosurePage: PublicPage = async (parts, reader, request) => {
  const { words, language } = reader
  const found = await publicCase(parts, disclosures, paramOf(request, 'id'))
  if (found === undefined || found.state.publishedOn === undefined) return undefined
  const { year, organization, kind, about, own, records } = found.state
  const names = await namesOf(parts.db, [organization])
  const told = disclosedParts(kind).map(
    (part) =>
      html`<h2>${words.disclosedParts[part]}</h2>${own[part] === '' ? '' : html`<p>${own[part]}</p>`}${partTable(part, records, reader)}`,
  )
  return {
    title: `${names[organization] ?? ''} ${year}`,
    body: html`${facts([
      [words.discloser, inLanguage(language, discloserKinds[kind])],
      [words.organization, `${names[organization] ?? ''} ${organization}`],
      [words.state, standingOf(parts, reader, found.state)],
      [words.summary, about],
    ])}${told}`,
  }
}

const partTable = (part: keyof DisclosedRecords, records: DisclosedRecords, reader: Reader): Html => {
  const { words, language } = reader
  const capitals = language === 'en' ? [] : [words.capitals]
  const inCapitals = (amount: number) => (language === 'en' ? [] : [capitalsOf(amount, reader)])
  switch (part) {
    case 'authorizations':
      return table(
        [words.operator, words.scenarios, words.window],
        records.authorizations.map(({ operatorName, scenarios, from, until }) => [
          operatorName,
          scenarios.join('、'),
          `${from} — ${until}`,
        ]),
        words.nothingRecorded,
      )
    case 'ceilings':
      return table(
        [words.title, words.scenarios, words.ceiling, ...capitals],
        records.ceilings.map(({ name, scenario, ceilingFen }) => [name, scenario, formatYuan(fen(ceilingFen)), ...inCapitals(ceilingFen)]),
        words.nothingRecorded,
      )
    case 'resources':
      return table(
        [words.title, words.registrant],
        records.resources.map(({ title, provider }) => [title, provider]),
        words.nothingRecorded,
      )
    case 'products':
      return table(
        [words.title, words.form],
        records.products.map(({ name, form }) => [name, form === '' ? '' : inLanguage(language, productForms[form as ProductForm])]),
        words.nothingRecorded,
      )
    case 'prices':
      return table(
        [words.title, words.price, ...capitals, words.validFrom],
        records.prices.map(({ name, unitPriceFen, from }) => [
          name,
          unitPriceFen === 0 ? words.free : formatYuan(fen(unitPriceFen)),
          ...inCapitals(unitPriceFen),
          from,
        ]),
        words.nothingRecorded,
      )
  }
}
