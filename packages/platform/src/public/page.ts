/** The frame of every public page: complete without JavaScript, readable at 390 px, printable. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Asked, addressOf, askedOf } from './asked.ts'
import { type Html, html } from './html.ts'
import { type Language, languages, type PublicWords, publicWords } from './words.ts'

export interface Page {
  readonly title: string
  readonly body: Html
  readonly status?: number
  /** The same for machines. */
  readonly alternates?: readonly Alternate[]
}

export interface Alternate {
  readonly href: string
  readonly type: 'application/atom+xml' | 'application/ld+json' | 'text/csv' | 'application/vc+jwt'
  readonly title: string
}

export interface Reader {
  readonly language: Language
  readonly words: PublicWords
  readonly path: string
  readonly asked: Asked
  /** Whether organizations, people and data are made up. */
  readonly isDemo: boolean
}

/** `?lang=` first, then the cookie it set, then Chinese. */
export const readerOf = (request: FastifyRequest, reply: FastifyReply, isDemo: boolean): Reader => {
  const { lang, ...asked } = askedOf(request)
  const chosen = languages.find((one) => one === lang)
  if (chosen !== undefined) reply.setCookie('yunhe_language', chosen, { path: '/', sameSite: 'lax', maxAge: 31_536_000 })
  const language = chosen ?? languages.find((one) => one === request.cookies.yunhe_language) ?? 'zh-CN'
  return { language, words: publicWords[language], path: request.url.split('?')[0] ?? '/', asked, isDemo }
}

const link = ({ path }: Reader, href: string, text: string): Html => {
  const isHere = path === href || path.startsWith(`${href}/`)
  return html`<li><a href="${href}"${isHere && html` aria-current="page"`}>${text}</a></li>`
}

const sections = (reader: Reader): Html => {
  const { words } = reader
  return html`<ul>${[
    link(reader, '/calls', words.calls),
    link(reader, '/notices', words.notices),
    link(reader, '/products', words.products),
    link(reader, '/prices', words.prices),
    link(reader, '/resources', words.resources),
    link(reader, '/disclosures', words.disclosures),
    link(reader, '/certificates', words.certificates),
    link(reader, '/complaints', words.complaints),
    link(reader, '/transparency', words.transparency),
  ]}</ul>`
}

/** On a narrow screen the sections are folded away; only one of the two stands on a page as it is seen or heard. */
const navigation = (reader: Reader): Html => {
  const { words } = reader
  return html`<nav class="sections" aria-label="${words.sections}">${sections(reader)}</nav>
<details class="folded"><summary>${words.menu}</summary><nav aria-label="${words.sections}">${sections(reader)}</nav></details>`
}

const searchForm = ({ words, path, asked }: Reader): Html =>
  html`<form method="get" action="/search" role="search" class="site-search" aria-label="${words.search}"><label for="site-q" class="unseen">${words.searchLabel}</label><input id="site-q" name="q" type="search" maxlength="100" placeholder="${words.searchLabel}" value="${path === '/search' ? (asked.q ?? '') : ''}"><button>${words.search}</button></form>`

const footer = ({ words, isDemo }: Reader): Html => html`<footer class="footer">
${isDemo && html`<p>${words.demonstration}</p>`}
<ul>
<li><a href="/articles">${words.articles}</a></li>
<li><a href="/log">${words.ledger}</a></li>
<li><a href="/machines">${words.machines}</a></li>
</ul>
</footer>`

export const framed = (reader: Reader, { title, body, alternates = [] }: Page): string => {
  const { language, words, path, asked } = reader
  const other = language === 'en' ? 'zh-CN' : 'en'
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === words.site ? title : `${title} — ${words.site}`}</title>
<link rel="stylesheet" href="/public.css">
${alternates.map((one) => html`<link rel="alternate" type="${one.type}" title="${one.title}" href="${one.href}">\n`)}</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header class="top">
<div class="bar">
<p class="site"><a href="/">${words.site}</a></p>
${searchForm(reader)}
<ul class="doors">
<li><a href="${addressOf(path, { ...asked, lang: other })}" lang="${other}" hreflang="${other}">${words.otherLanguage}</a></li>
<li><a class="button" href="/console/">${words.signIn}</a></li>
</ul>
</div>
${navigation(reader)}
</header>
<main id="content">
<h1>${title}</h1>
${body}
${alternates.length > 0 && html`<ul class="alternates">${alternates.map((one) => html`<li><a href="${one.href}" type="${one.type}">${one.title}</a></li>`)}</ul>`}
</main>
${footer(reader)}
</body>
</html>
`.html
}

export const sendPage = (request: FastifyRequest, reply: FastifyReply, reader: Reader, page: Page) => {
  reply.header('vary', 'cookie, accept').header('content-language', reader.language).type('text/html; charset=utf-8')
  return sendTagged(request, reply, framed(reader, page), { cache: 'no-cache', status: page.status ?? 200 })
}

interface Sending {
  readonly cache: string
  readonly status?: number
}

/** With a tag of its content: whoever holds it already is told so and gets nothing. */
export const sendTagged = (request: FastifyRequest, reply: FastifyReply, text: string, { cache, status = 200 }: Sending) => {
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
  reply.header('etag', tag).header('cache-control', cache)
  if (request.method === 'GET' && status === 200 && holds(request.headers['if-none-match'], tag)) return reply.code(304).send()
  return reply.code(status).send(text)
}

const holds = (header: string | undefined, tag: string): boolean =>
  (header ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag || one.trim() === '*')

/** A table that becomes cards on a narrow screen. */
export const table = (heads: readonly string[], rows: readonly (readonly (Html | string)[])[], empty: string, caption?: string): Html => {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`
  return html`<table class="cards">${caption !== undefined && html`<caption>${caption}</caption>`}<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, place) => html`<td data-head="${heads[place]}"><div>${cell}</div></td>`)}</tr>`)}</tbody></table>`
}

export const facts = (rows: readonly (readonly [string, Html | string | undefined])[]): Html =>
  html`<dl class="facts">${rows.filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
