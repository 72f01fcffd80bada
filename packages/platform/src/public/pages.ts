/** The public pages: complete without JavaScript; only what concerns the public is here. */
import { readFileSync } from 'node:fs'
import accepts from '@fastify/accepts'
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { articlesPage } from './articles.ts'
import { callPage, callsPage } from './calls.ts'
import { certificatePage, certificatesPage, serveCredential } from './certificates.ts'
import { complainPage, complaintAnswerPage, complaintsPage } from './complaints.ts'
import { disclosurePage, disclosuresPage } from './disclosures.ts'
import { serveFeeds } from './feeds.ts'
import { homePage } from './home.ts'
import { html } from './html.ts'
import { logPage } from './log.ts'
import { machinesPage } from './machines.ts'
import { matterObjectionPage, matterPage } from './matter.ts'
import { noticePage, objectionPage } from './notice.ts'
import { noticesPage } from './notices.ts'
import { objectionAnswerPage, objectionsPage } from './objection-answers.ts'
import { type Page, readerOf, sendPage } from './page.ts'
import type { PublicPage, PublicParts } from './parts.ts'
import { pricesPage, servePrices } from './prices.ts'
import { productObjectionPage, productPage } from './product.ts'
import { productsPage } from './products.ts'
import { resourceObjectionPage, resourcePage, resourcesPage } from './resources.ts'
import { searchPage } from './search.ts'
import { sendProduct, serveCatalog, wantsLinkedData } from './serve-catalog.ts'
import { transparencyPage } from './transparency.ts'

const pages: Readonly<Record<string, PublicPage>> = {
  '/': homePage,
  '/calls': callsPage,
  '/calls/:id': callPage,
  '/notices': noticesPage,
  '/notices/:id': noticePage,
  '/matters/:id': matterPage,
  '/products': productsPage,
  '/prices': pricesPage,
  '/resources': resourcesPage,
  '/resources/:id': resourcePage,
  '/disclosures': disclosuresPage,
  '/disclosures/:id': disclosurePage,
  '/certificates': certificatesPage,
  '/certificates/:number': certificatePage,
  '/complaints': complaintsPage,
  '/objections': objectionsPage,
  '/search': searchPage,
  '/transparency': transparencyPage,
  '/articles': articlesPage,
  '/machines': machinesPage,
  '/log': logPage,
  // Where a form was sent to, the link to the other language leads: its page stands there too.
  '/notices/:id/objections': noticePage,
  '/matters/:id/objections': matterPage,
  '/products/:id/objections': productPage,
  '/resources/:id/objections': resourcePage,
  '/complaints/answer': complaintsPage,
}

export const publicPages =
  (parts: PublicParts) =>
  (app: FastifyInstance): void => {
    const style = readFileSync(new URL('./public.css', import.meta.url))
    app.get('/public.css', (_, reply) => reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(style))
    app.register(accepts)
    for (const [path, page] of Object.entries(pages)) app.get(path, (request, reply) => answer(parts, page, request, reply))
    app.get('/products/:id', (request, reply) =>
      wantsLinkedData(request) ? sendProduct(parts, request, reply) : answer(parts, productPage, request, reply),
    )
    serveFeeds(app, parts)
    serveCatalog(app, parts)
    servePrices(app, parts)
    // Forms are read here and nowhere else: the API takes JSON only, which no form of another site can send.
    app.register(async (forms) => {
      await forms.register(formbody)
      const perMinute = { config: { rateLimit: { max: parts.objectionsPerMinute, timeWindow: '1 minute' } } }
      forms.post('/complaints', perMinute, (request, reply) => answer(parts, complainPage, request, reply))
      forms.post('/complaints/answer', perMinute, (request, reply) => answer(parts, complaintAnswerPage, request, reply))
      forms.post('/resources/:id/objections', perMinute, (request, reply) => answer(parts, resourceObjectionPage, request, reply))
      forms.post('/notices/:id/objections', perMinute, (request, reply) => answer(parts, objectionPage, request, reply))
      forms.post('/products/:id/objections', perMinute, (request, reply) => answer(parts, productObjectionPage, request, reply))
      forms.post('/matters/:id/objections', perMinute, (request, reply) => answer(parts, matterObjectionPage, request, reply))
      forms.post('/objections', perMinute, (request, reply) => answer(parts, objectionAnswerPage, request, reply))
    })
    serveCredential(app, parts)
  }

const answer = async (parts: PublicParts, page: PublicPage, request: FastifyRequest, reply: FastifyReply) => {
  const reader = readerOf(request, reply, parts.isDemo)
  const { words } = reader
  const missing: Page = { title: words.notFound, body: html`<p>${words.notFoundText}</p><p><a href="/">${words.back}</a></p>`, status: 404 }
  return sendPage(request, reply, reader, (await page(parts, reader, request)) ?? missing)
}
