/** The portal: what is open now. */
import { callTable } from './calls.ts'
import { html } from './html.ts'
import { noticeTable } from './notices.ts'
import type { PublicPage } from './parts.ts'
import { productTable } from './products.ts'

export const homePage: PublicPage = async (parts, reader) => {
  const { words } = reader
  return {
    title: words.site,
    body: html`<p class="lead">${words.lead}</p>
<h2><a href="/calls">${words.calls}</a></h2>${await callTable(parts, reader)}
<h2><a href="/notices">${words.notices}</a></h2>${await noticeTable(parts, reader)}
<h2><a href="/products">${words.products}</a></h2>${await productTable(parts, reader)}`,
  }
}
