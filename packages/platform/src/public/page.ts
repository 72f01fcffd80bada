/** The frame of every public page: complete without JavaScript, readable at 390 px, printable. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Html, html } from './html.ts'
import { type Language, languages, type PublicWords, publicWords } from './words.ts'

export interface Page {
  readonly title: string
  readonly body: Html
  readonly status?: number
}

export interface Reader {
  readonly language: Language
  readonly words: PublicWords
  readonly path: string
  /** Whether organizations, people and data are made up. */
  readonly isDemo: boolean
}

/** `?lang=` first, then the cookie it set, then Chinese. */
export const readerOf = (request: FastifyRequest, reply: FastifyReply, isDemo: boolean): Reader => {
  const asked = (request.query as Record<string, unknown>).lang
  const chosen = languages.find((one) => one === asked)
  if (chosen !== undefined) reply.setCookie('yunhe_language', chosen, { path: '/', sameSite: 'lax', maxAge: 31_536_000 })
  const language = chosen ?? languages.find((one) => one === request.cookies.yunhe_language) ?? 'zh-CN'
  return { language, words: publicWords[language], path: request.url.split('?')[0] ?? '/', isDemo }
}

export const sendPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  { language, words, path, isDemo }: Reader,
  { title, body, status = 200 }: Page,
) => {
  const other = language === 'en' ? 'zh-CN' : 'en'
  const link = (href: string, text: string) =>
    html`<li><a href="${href}"${path === href ? html` aria-current="page"` : ''}>${text}</a></li>`
  const text = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} — ${words.site}</title>
<link rel="stylesheet" href="/public.css">
</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header class="top">
<p class="site"><a href="/">${words.site}</a></p>
<nav aria-label="${words.site}"><ul>
${[link('/calls', words.calls), link('/notices', words.notices), link('/products', words.products), link('/resources', words.resources), link('/disclosures', words.disclosures), link('/certificates', words.certificates), link('/complaints', words.complaints), link('/log', words.ledger)]}
<li><a href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${words.otherLanguage}</a></li>
<li><a class="button" href="/console/">${words.signIn}</a></li>
</ul></nav>
</header>
<main id="content">
<h1>${title}</h1>
${body}
</main>
<footer>${isDemo && html`<p>${words.demonstration}</p>`}</footer>
</body>
</html>
`.html
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
  reply.header('etag', tag).header('cache-control', 'no-cache').header('vary', 'cookie').type('text/html; charset=utf-8')
  if (request.method === 'GET' && status === 200 && request.headers['if-none-match'] === tag) return reply.code(304).send()
  return reply.code(status).send(text)
}

/** A table that becomes cards on a narrow screen. */
export const table = (heads: readonly string[], rows: readonly (readonly (Html | string)[])[], empty: string): Html => {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`
  return html`<table class="cards"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, place) => html`<td data-head="${heads[place]}">${cell}</td>`)}</tr>`)}</tbody></table>`
}

export const facts = (rows: readonly (readonly [string, Html | string | undefined])[]): Html =>
  html`<dl class="facts">${rows.filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
