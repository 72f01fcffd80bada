/** Article 24: anybody checks a certificate by its number, and takes it along as a verifiable credential. */
import { dayOf } from '@yunhe/law'
import type { FastifyInstance } from 'fastify'
import { create } from 'qrcode'
import { type CertificateView, certificateNumbered } from '../views/certificates.ts'
import { namesOf } from '../views/names.ts'
import { credentialOf, keySetOf } from './credential.ts'
import { type Html, html } from './html.ts'
import { facts } from './page.ts'
import { type PublicPage, type PublicParts, paramOf } from './parts.ts'
import type { PublicWords } from './words.ts'

const numberForm = ({ words }: { readonly words: PublicWords }, number = ''): Html => html`<form method="get" action="/certificates">
<div><label for="number">${words.number}</label><input id="number" name="number" value="${number}" maxlength="60" autocomplete="off"></div>
<button>${words.check}</button>
</form>`

/** The form sends here; a number that is asked for is answered on the same page. */
export const certificatesPage: PublicPage = async (parts, reader, request) => {
  const { words } = reader
  const asked = (request.query as Record<string, unknown>).number
  const number = typeof asked === 'string' ? asked.trim().slice(0, 60) : ''
  const found = number === '' ? undefined : await certificateNumbered(parts, number, dayOf(parts.clock()))
  const answer =
    number === ''
      ? html``
      : found === undefined
        ? html`<p class="bad" role="status">${words.unknownCertificate}</p>`
        : await certificateBody(parts, words, found)
  return {
    title: words.certificates,
    body: html`<p class="help">${words.checkHelp}</p>${numberForm(reader, number)}${answer}`,
    status: number !== '' && found === undefined ? 404 : 200,
  }
}

export const certificatePage: PublicPage = async (parts, { words }, request) => {
  const found = await certificateNumbered(parts, paramOf(request, 'number'), dayOf(parts.clock()))
  return found && { title: `${words.certificate} ${found.number}`, body: await certificateBody(parts, words, found) }
}

const certificateBody = async (parts: PublicParts, words: PublicWords, found: CertificateView): Promise<Html> => {
  const { number, state, issuedOn, validTo, standing, ref } = found
  const names = await namesOf(parts.db, [state.operator])
  const verdict = {
    valid: words.valid,
    suspended: words.suspended,
    'taken-down': words.notValid,
    expired: words.notValid,
    replaced: words.notValid,
  }
  return html`<p class="${standing === 'valid' ? 'good' : 'bad'}" role="status">${verdict[standing]}</p>
${facts([
  [words.number, number],
  [words.title, state.content.name],
  [words.holder, `${names[state.operator] ?? ''} ${state.operator}`],
  [words.registration, state.code],
  [words.scenarios, state.content.scenarios.join('、')],
  [words.issued, issuedOn],
  [words.validUntil, validTo],
  [words.versionHash, html`<code>${state.versionHash}</code>`],
  [words.entry, html`<code>${ref}</code>`],
])}
<div class="qr">${qrPicture(`${parts.origin}/certificates/${number}`, words.qr)}</div>
<p><a href="/certificates/${number}/credential">${words.download}</a> <span class="help">${words.credentialNote}</span></p>`
}

/** Drawn as one path; a title names it for who cannot see it. */
const qrPicture = (text: string, title: string): Html => {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const cells = Array.from({ length: modules.size * modules.size }, (_, at) => at).filter((at) => modules.data[at])
  const path = cells.map((at) => `M${at % modules.size} ${Math.floor(at / modules.size)}h1v1h-1z`).join('')
  return html`<svg role="img" aria-label="${title}" viewBox="-4 -4 ${modules.size + 8} ${modules.size + 8}" width="180" height="180"><title>${title}</title><path d="${path}"/></svg>`
}

export const serveCredential = (app: FastifyInstance, parts: PublicParts): void => {
  app.get<{ Params: { number: string } }>('/certificates/:number/credential', async (request, reply) => {
    const found = await certificateNumbered(parts, request.params.number, dayOf(parts.clock()))
    if (found === undefined) return reply.code(404).type('text/plain').send('there is no certificate with this number\n')
    const names = await namesOf(parts.db, [found.state.operator])
    const credential = await credentialOf(found, names[found.state.operator] ?? '', parts.origin, parts.certificateKey)
    return reply.type('application/vc+jwt').header('content-disposition', `attachment; filename="${found.number}.vc.jwt"`).send(credential)
  })
  app.get('/.well-known/jwks.json', async (_, reply) => reply.type('application/json').send(await keySetOf(parts.certificateKey)))
  app.get('/contexts/certificate-v1', (_, reply) =>
    reply.type('application/ld+json').send({ '@context': { '@protected': true, '@vocab': `${parts.origin}/terms#` } }),
  )
}
