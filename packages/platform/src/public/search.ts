/** One search over all that is public: calls, notices, products, resources, disclosures, the articles, and a certificate by its number. */
import { articleNumbers, articles, calls, dayOf, disclosures, products } from '@yunhe/law'
import { certificateNumbered } from '../views/certificates.ts'
import { namesOf } from '../views/names.ts'
import { publicList, wordsIn } from '../views/public.ts'
import { callTable } from './calls.ts'
import { type Html, html } from './html.ts'
import { newestNotices, noticeTable } from './notices.ts'
import type { Reader } from './page.ts'
import type { PublicPage, PublicParts } from './parts.ts'
import { productTable } from './products.ts'
import { inLanguage } from './words.ts'

const shown = 10
const longestNumber = 60

interface Hits {
  readonly name: string
  readonly total: number
  /** Where all of them stand; absent where all are shown. */
  readonly more?: string
  readonly body: Html
}

const articlesWith = (words: readonly string[]) =>
  articleNumbers.filter((number) => {
    const { name, gist } = articles[number]
    const text = `${number} ${name.zh} ${name.en} ${gist.zh} ${gist.en}`.toLowerCase()
    return words.every((word) => text.includes(word.toLowerCase()))
  })

const articleHits = ({ words, language }: Reader, q: string): Hits => {
  const found = articlesWith(wordsIn(q))
  const body = html`<ul>${found.slice(0, shown).map((number) => html`<li><a href="/articles#a${number}">${words.articleNumber(number)} ${inLanguage(language, articles[number].name)}</a> ${inLanguage(language, articles[number].gist)}</li>`)}</ul>`
  return { name: words.articles, total: found.length, more: '/articles', body }
}

const disclosureHits = async (parts: PublicParts, { words }: Reader, q: string): Promise<Hits> => {
  const { rows, total } = await publicList(parts, disclosures, { page: 1, pageSize: shown }, [{ words: q }, { stages: ['published'] }])
  const names = await namesOf(
    parts.db,
    rows.map(({ state }) => state.organization),
  )
  const body = html`<ul>${rows.map(({ id, state }) => html`<li><a href="/disclosures/${id}">${names[state.organization] ?? ''} ${state.year}</a></li>`)}</ul>`
  return { name: words.disclosures, total, more: '/disclosures', body }
}

const certificateHits = async (parts: PublicParts, { words }: Reader, q: string): Promise<Hits> => {
  const found = q.length > longestNumber ? undefined : await certificateNumbered(parts, q, dayOf(parts.clock()))
  const number = found?.version.number ?? ''
  return {
    name: words.certificates,
    total: found === undefined ? 0 : 1,
    body: html`<ul><li><a href="/certificates/${number}">${number}</a> ${found?.version.says.name ?? ''}</li></ul>`,
  }
}

const hitsOf = async (parts: PublicParts, reader: Reader, q: string): Promise<readonly Hits[]> => {
  const { words } = reader
  const most = { page: 1, pageSize: shown }
  const called = await publicList(parts, calls, most, [{ words: q }])
  const noticed = await newestNotices(parts, reader, { words: q, limit: shown })
  const offered = await publicList(parts, products, most, [{ words: q }, { stages: ['published', 'suspended'] }])
  const asked = new URLSearchParams({ q })
  return [
    await certificateHits(parts, reader, q),
    { name: words.products, total: offered.total, more: `/products?${asked}`, body: await productTable(parts, reader, offered.rows) },
    { name: words.calls, total: called.total, more: `/calls?${asked}`, body: callTable(reader, called.rows) },
    { name: words.notices, total: noticed.total, more: `/notices?${asked}`, body: noticeTable(reader, noticed.lines) },
    await disclosureHits(parts, reader, q),
    articleHits(reader, q),
  ].filter(({ total }) => total > 0)
}

export const searchPage: PublicPage = async (parts, reader) => {
  const { words, asked } = reader
  const q = asked.q ?? ''
  if (wordsIn(q).length === 0) return { title: words.search, body: html`<p class="help">${words.searchHelp}</p>` }
  const hits = await hitsOf(parts, reader, q)
  const total = hits.reduce((sum, one) => sum + one.total, 0)
  return {
    title: words.searchedFor(q),
    body: html`<p class="count" role="status">${words.found(total)}</p>
${total === 0 && html`<p class="empty">${words.searchEmpty}</p>`}
${hits.map(({ name, total: count, more, body }) => html`<section><h2>${name} <small>${words.found(count)}</small></h2>${body}${more !== undefined && count > shown && html`<p><a href="${more}">${words.allOf(name)}</a></p>`}</section>`)}`,
  }
}
