/** Atom feeds (RFC 4287), written down in docs/formats/feed.md. */
import { html } from './html.ts'

export interface FeedEntry {
  /** Permanent address of the page, which is the entry's name too. */
  readonly address: string
  readonly title: string
  readonly summary: string
  readonly author: string
  readonly category: string
  readonly published: string
  readonly updated: string
}

export interface Feed {
  readonly address: string
  /** The page that people read instead. */
  readonly page: string
  readonly title: string
  readonly subtitle: string
  readonly author: string
  readonly language: string
  readonly entries: readonly FeedEntry[]
}

/** A feed must say when it changed: one that has nothing yet says the day the measures came into force. */
const beforeAll = '2024-03-01T00:00:00+08:00'

export const atomOf = ({ address, page, title, subtitle, author, language, entries }: Feed): string => {
  const updated = entries.reduce((newest, one) => (one.updated > newest ? one.updated : newest), '')
  return html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<id>${address}</id>
<title>${title}</title>
<subtitle>${subtitle}</subtitle>
<updated>${updated === '' ? beforeAll : updated}</updated>
<author><name>${author}</name></author>
<link rel="self" type="application/atom+xml" href="${address}"/>
<link rel="alternate" type="text/html" href="${page}"/>
${entries.map(
  (one) => html`<entry>
<id>${one.address}</id>
<title>${one.title}</title>
<published>${one.published}</published>
<updated>${one.updated}</updated>
<author><name>${one.author}</name></author>
<category term="${one.category}"/>
<link rel="alternate" type="text/html" href="${one.address}"/>
<summary>${one.summary}</summary>
</entry>
`,
)}</feed>
`.html
}
