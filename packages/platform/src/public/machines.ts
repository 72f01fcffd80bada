/** What machines find here: feeds, the catalog as linked data, prices as a table, the log and the keys that sign. */
import { feedLink, feedNames, wholeCatalog } from './alternates.ts'
import { html } from './html.ts'
import { table } from './page.ts'
import type { PublicPage } from './parts.ts'

export const machinesPage: PublicPage = async (_, reader) => {
  const { words, language } = reader
  const feeds = feedNames.map((name) => feedLink(reader, name))
  const rows = [
    ...feeds.map(({ href, title }) => [href, 'Atom (RFC 4287)', title]),
    [wholeCatalog, 'DCAT 3, JSON-LD', words.catalogTitle],
    [`/prices.csv?lang=${language}`, 'CSV', words.prices],
    ['/log/checkpoint', 'C2SP tlog-checkpoint', words.checkpoint],
    ['/log/gm/checkpoint', 'C2SP tlog-checkpoint, SM3', words.checkpoint],
    ['/.well-known/jwks.json', 'JWKS (RFC 7517)', words.certificateKeys],
  ]
  return {
    title: words.machines,
    body: html`<p class="lead">${words.machinesLead}</p>${table(
      [words.address, words.format, words.summary],
      rows.map(([href = '', format = '', about = '']) => [html`<a href="${href}"><code>${href}</code></a>`, format, about]),
      '',
    )}`,
  }
}
