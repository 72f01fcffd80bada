/** The portal: what can be done here, and what is open now. */
import { calls, products } from '@yunhe/law'
import { publicList } from '../views/public.ts'
import { feedLink } from './alternates.ts'
import { callTable } from './calls.ts'
import { html } from './html.ts'
import { newestNotices, noticeTable } from './notices.ts'
import type { PublicPage } from './parts.ts'
import { productTable } from './products.ts'

const shown = 5

export const homePage: PublicPage = async (parts, reader) => {
  const { words } = reader
  const newest = { page: 1, pageSize: shown }
  const open = await publicList(parts, calls, newest, [{ stages: ['published'] }])
  const notices = await newestNotices(parts, reader, { standing: 'open', limit: shown })
  const onShelf = await publicList(parts, products, newest, [{ stages: ['published', 'suspended'] }])
  const doors = [
    ['/products', words.findProduct, words.findProductText],
    ['/certificates', words.certificates, words.certificatesText],
    ['/complaints', words.complaints, words.complaintsText],
    ['/transparency', words.transparency, words.transparencyText],
  ] as const
  return {
    title: words.site,
    body: html`<p class="lead">${words.lead}</p>
<ul class="tiles">${doors.map(([href, name, text]) => html`<li><a href="${href}">${name}</a><p>${text}</p></li>`)}</ul>
<h2><a href="/calls">${words.calls}</a></h2>${callTable(reader, open.rows)}
<h2><a href="/notices">${words.notices}</a></h2>${noticeTable(reader, notices.lines)}
<h2><a href="/products">${words.products}</a> <small>${words.found(onShelf.total)}</small></h2>${await productTable(parts, reader, onShelf.rows)}`,
    alternates: [feedLink(reader, 'all')],
  }
}
