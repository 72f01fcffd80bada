/** Feeds of what is new: calls, notices, products, or all of it. The language stands in the address, since readers of feeds keep no cookie. */
import { calls, products } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import { namesOf } from '../views/names.ts'
import { publicList } from '../views/public.ts'
import { addressOfFeed, type FeedName, feedNames } from './alternates.ts'
import { atomOf, type FeedEntry } from './atom.ts'
import { newestNotices } from './notices.ts'
import { type Reader, sendTagged } from './page.ts'
import type { PublicParts } from './parts.ts'
import { inLanguage, languages, publicWords } from './words.ts'

const kept = 50
const newest = { page: 1, pageSize: kept }

const callEntries = async (parts: PublicParts, { words, language }: Reader): Promise<readonly FeedEntry[]> => {
  const { rows } = await publicList(parts, calls, newest)
  const names = await namesOf(
    parts.db,
    rows.map(({ state }) => state.authority),
  )
  return rows.map(({ id, state, openedAt, updatedAt }) => ({
    address: `${parts.origin}/calls/${id}`,
    title: state.title,
    summary: `${inLanguage(language, calls.stages[state.stage] ?? { zh: '', en: '' })} · ${words.window} ${state.openFrom} — ${state.openTo}`,
    author: names[state.authority] ?? words.site,
    category: 'call',
    published: openedAt,
    updated: updatedAt,
  }))
}

const noticeEntries = async (parts: PublicParts, reader: Reader): Promise<readonly FeedEntry[]> => {
  const { words } = reader
  const { lines } = await newestNotices(parts, reader, { limit: kept })
  return lines.map(({ kind, href, title, body, from, until, state, openedAt, updatedAt }) => ({
    address: `${parts.origin}${href}`,
    title: `${words.noticeKinds[kind]}${words.colon}${title}`,
    summary: [body, state, from === '' ? '' : `${words.noticePeriod} ${from} — ${until}`].filter(Boolean).join(' · '),
    author: words.site,
    category: `notice-${kind}`,
    published: openedAt,
    updated: updatedAt,
  }))
}

const productEntries = async (parts: PublicParts, { words, language }: Reader): Promise<readonly FeedEntry[]> => {
  const { rows } = await publicList(parts, products, newest, [{ stages: ['published', 'suspended'] }])
  const names = await namesOf(
    parts.db,
    rows.map(({ state }) => state.operator),
  )
  return rows.map(({ id, state, openedAt, updatedAt }) => ({
    address: `${parts.origin}/products/${id}`,
    title: state.content.name,
    summary: `${inLanguage(language, products.stages[state.stage] ?? { zh: '', en: '' })} · ${state.content.summary}`,
    author: names[state.operator] ?? words.site,
    category: 'product',
    published: openedAt,
    updated: updatedAt,
  }))
}

const entriesOf: Readonly<Record<FeedName, (parts: PublicParts, reader: Reader) => Promise<readonly FeedEntry[]>>> = {
  calls: callEntries,
  notices: noticeEntries,
  products: productEntries,
  all: async (parts, reader) =>
    [...(await callEntries(parts, reader)), ...(await noticeEntries(parts, reader)), ...(await productEntries(parts, reader))]
      .toSorted((one, other) => (one.updated < other.updated ? 1 : -1))
      .slice(0, kept),
}

const pageOf: Readonly<Record<FeedName, string>> = { all: '/', calls: '/calls', notices: '/notices', products: '/products' }

export const serveFeeds = (app: FastifyInstance, parts: PublicParts): void => {
  for (const name of feedNames)
    app.get(`/feeds/${name}.atom`, async (request, reply) => {
      const { lang } = request.query as Readonly<Record<string, unknown>>
      const language = languages.find((one) => one === lang) ?? 'zh-CN'
      const words = publicWords[language]
      const reader: Reader = { language, words, path: pageOf[name], asked: {}, isDemo: parts.isDemo }
      const feed = atomOf({
        address: `${parts.origin}${addressOfFeed(name, language)}`,
        page: `${parts.origin}${pageOf[name]}`,
        title: words.feeds[name],
        subtitle: parts.isDemo ? words.demonstration : words.lead,
        author: words.site,
        language,
        entries: await entriesOf[name](parts, reader),
      })
      reply.type('application/atom+xml; charset=utf-8').header('content-language', language)
      return sendTagged(request, reply, feed, { cache: 'public, max-age=300' })
    })
}
