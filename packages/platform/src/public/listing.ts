/** Lists that can be narrowed and turned page by page, by addresses and forms alone: they work without scripts and can be passed on. */
import type { Words } from '@yunhe/law'
import { type Asked, addressOf, only } from './asked.ts'
import { type Html, html } from './html.ts'
import type { Reader } from './page.ts'
import { inLanguage } from './words.ts'

export const pageSize = 20

export interface Choice {
  readonly name: string
  readonly label: string
  readonly options: readonly { readonly value: string; readonly text: string }[]
}

export const choicesFrom = (kinds: Readonly<Record<string, Words>>, { language }: Reader, keys = Object.keys(kinds)): Choice['options'] =>
  keys.map((value) => ({ value, text: inLanguage(language, kinds[value] ?? { zh: value, en: value }) }))

interface Narrowing {
  readonly path: string
  readonly asked: Asked
  readonly choices: readonly Choice[]
}

/** Words and choices; what is chosen stands in the address. */
export const narrowForm = ({ words }: Reader, { path, asked, choices }: Narrowing): Html => {
  const isNarrowed = ['q', ...choices.map(({ name }) => name)].some((name) => asked[name])
  return html`<form method="get" action="${path}" class="narrow" role="search" aria-label="${words.narrow}">
<div class="wide"><label for="q">${words.keywords}</label><input id="q" name="q" type="search" maxlength="100" value="${asked.q ?? ''}"></div>
${choices.map(({ name, label, options }) => html`<div><label for="by-${name}">${label}</label><select id="by-${name}" name="${name}"><option value="">${words.all}</option>${options.map(({ value, text }) => html`<option value="${value}"${asked[name] === value && html` selected`}>${text}</option>`)}</select></div>`)}
<div class="send"><button>${words.narrow}</button>${isNarrowed && html` <a href="${path}">${words.clear}</a>`}</div>
</form>`
}

interface Turning {
  readonly path: string
  readonly asked: Asked
  /** Parameters that stay as the page is turned. */
  readonly names: readonly string[]
  readonly page: number
  readonly total: number
  /** Lines of a page, where it is not the usual number. */
  readonly size?: number
}

export const countLine = ({ words }: Reader, total: number): Html => html`<p class="count" role="status">${words.found(total)}</p>`

/** Nothing where there is but one page. */
export const pager = ({ words }: Reader, { path, asked, names, page, total, size = pageSize }: Turning): Html | false => {
  const pages = Math.max(1, Math.ceil(total / size))
  if (pages === 1 && page === 1) return false
  const kept = only(asked, names)
  const to = (number: number) => addressOf(path, number === 1 ? kept : { ...kept, page: String(number) })
  const last = Math.min(page - 1, pages)
  return html`<nav class="pager" aria-label="${words.pages}"><ul>
${page > 1 && html`<li><a rel="prev" href="${to(last)}">${words.previous}</a></li>`}
<li>${words.pageOf(Math.min(page, pages), pages)}</li>
${page < pages && html`<li><a rel="next" href="${to(page + 1)}">${words.next}</a></li>`}
</ul></nav>`
}
