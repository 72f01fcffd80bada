/** Article 24: anybody checks a certificate by its number, and takes it along as a verifiable credential. */
import { type Day, dayOf, dayShape, endOfDay } from '@yunhe/law'
import { productForms, registrationTypes } from '@yunhe/law/identifiers/kinds'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { create } from 'qrcode'
import { type CertificateView, certificateNumbered, type StandingOnDay } from '../views/certificates.ts'
import { namesOf } from '../views/names.ts'
import { scenarioNames } from '../views/public.ts'
import { encodedList, isListName, placesSet, statusPurposes } from '../views/status-list.ts'
import { credentialOf, keySetOf, statusListCredentialOf } from './credential.ts'
import { type Html, html } from './html.ts'
import { facts, type Reader, table } from './page.ts'
import { type PublicPage, type PublicParts, paramOf } from './parts.ts'
import { inLanguage, type PublicWords } from './words.ts'

const numberForm = (
  { words }: { readonly words: PublicWords },
  number = '',
  on = '',
): Html => html`<form method="get" action="/certificates">
<div><label for="number">${words.numberOrCode}</label><input id="number" name="number" value="${number}" maxlength="60" autocomplete="off"></div>
<div><label for="on">${words.onDay}</label><input id="on" name="on" type="date" value="${on}"></div>
<button>${words.check}</button>
</form>`

const queryOf = (request: FastifyRequest, name: string): string => {
  const asked = (request.query as Record<string, unknown>)[name]
  return typeof asked === 'string' ? asked.trim().slice(0, 60) : ''
}

/** The day that was asked about; today where none was, or one that has not come. */
const dayIn = (parts: PublicParts, request: FastifyRequest): Day => {
  const today = dayOf(parts.clock())
  const asked = dayShape.safeParse(queryOf(request, 'on'))
  return asked.success && asked.data < today ? asked.data : today
}

/** The form sends here; a number that is asked for is answered on the same page. */
export const certificatesPage: PublicPage = async (parts, reader, request) => {
  const { words } = reader
  const number = queryOf(request, 'number')
  const found = number === '' ? undefined : await certificateNumbered(parts, number, dayIn(parts, request))
  const answer =
    number === ''
      ? html``
      : found === undefined
        ? html`<p class="bad" role="status">${words.unknownCertificate}</p>`
        : await certificateBody(parts, reader, found)
  return {
    title: words.certificates,
    body: html`<p class="help">${words.checkHelp}</p>${numberForm(reader, number, queryOf(request, 'on'))}${answer}`,
    status: number !== '' && found === undefined ? 404 : 200,
  }
}

export const certificatePage: PublicPage = async (parts, reader, request) => {
  const found = await certificateNumbered(parts, paramOf(request, 'number'), dayIn(parts, request))
  return found && { title: `${reader.words.certificate} ${found.version.number}`, body: await certificateBody(parts, reader, found) }
}

const standingWords: Readonly<Record<StandingOnDay, { readonly zh: string; readonly en: string }>> = {
  valid: { zh: '有效', en: 'valid' },
  suspended: { zh: '暂停使用', en: 'suspended' },
  changed: { zh: '已变更，由新版本替代', en: 'replaced after a change' },
  corrected: { zh: '已更正，由新版本替代', en: 'replaced after a correction' },
  renewed: { zh: '已续期，由新版本替代', en: 'replaced by its renewal' },
  expired: { zh: '已到期', en: 'expired' },
  revoked: { zh: '已撤销', en: 'revoked' },
  cancelled: { zh: '登记已注销', en: 'registration cancelled' },
}

const verdictOf = ({ standing, version: { endedOn } }: CertificateView, { language, words }: Reader): string => {
  if (standing === 'valid') return words.valid
  if (standing === 'suspended') return words.suspended
  return `${words.notValid} — ${inLanguage(language, standingWords[standing])}${endedOn === undefined ? '' : ` ${endedOn}`}`
}

const certificateBody = async (parts: PublicParts, reader: Reader, found: CertificateView): Promise<Html> => {
  const { words, language } = reader
  const { version, operator, code, standing, on, ref } = found
  const { number, issuedOn, validTo, says, versionHash, registrationType } = version
  const [names, scenarios] = await Promise.all([namesOf(parts.db, [operator]), scenarioNames(parts.db, says.scenarios)])
  return html`<p class="${standing === 'valid' ? 'good' : 'bad'}" role="status">${verdictOf(found, reader)} <small>${words.asOf} ${on}</small></p>
${facts([
  [words.number, number],
  [words.title, says.name],
  [words.form, says.form && inLanguage(language, productForms[says.form])],
  [words.summary, says.summary],
  [words.holder, `${names[operator] ?? ''} ${operator}`],
  [words.registration, code],
  [words.registrationType, inLanguage(language, registrationTypes[registrationType])],
  [words.scenarios, says.scenarios.map((one) => scenarios[one] ?? one).join(words.comma)],
  [words.issued, issuedOn],
  [words.validUntil, validTo],
  [words.reason, version.reason],
  [words.versionHash, html`<code>${versionHash}</code>`],
  [words.entry, html`<code>${ref}</code>`],
])}
<div class="qr">${qrPicture(`${parts.origin}/certificates/${number}`, words.qr)}</div>
<p><a href="/certificates/${number}/credential">${words.download}</a> <span class="help">${words.credentialNote}</span></p>
<h2>${words.versions}</h2>${historyTable(reader, found)}`
}

const historyTable = ({ words, language }: Reader, { history }: CertificateView): Html =>
  table(
    [words.number, words.registrationType, words.issued, words.validUntil, words.state],
    history.map(({ version, standing }) => [
      html`<a href="/certificates/${version.number}">${version.number}</a>`,
      inLanguage(language, registrationTypes[version.registrationType]),
      version.issuedOn,
      version.validTo,
      `${inLanguage(language, standingWords[standing])}${version.endedOn === undefined ? '' : ` ${version.endedOn}`}`,
    ]),
    words.unknownCertificate,
  )

/** Drawn as one path; a title names it for who cannot see it. */
const qrPicture = (text: string, title: string): Html => {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const cells = Array.from({ length: modules.size * modules.size }, (_, at) => at).filter((at) => modules.data[at])
  const path = cells.map((at) => `M${at % modules.size} ${Math.floor(at / modules.size)}h1v1h-1z`).join('')
  return html`<svg role="img" aria-label="${title}" viewBox="-4 -4 ${modules.size + 8} ${modules.size + 8}" width="180" height="180"><title>${title}</title><path d="${path}"/></svg>`
}

export const serveCredential = (app: FastifyInstance, parts: PublicParts): void => {
  const vcJwt = 'application/vc+jwt'
  app.get<{ Params: { number: string } }>('/certificates/:number/credential', async (request, reply) => {
    const found = await certificateNumbered(parts, request.params.number, dayOf(parts.clock()))
    if (found === undefined) return reply.code(404).type('text/plain').send('there is no certificate with this number\n')
    const names = await namesOf(parts.db, [found.operator])
    const credential = await credentialOf(found, names[found.operator] ?? '', parts.origin, parts.certificateKey)
    return reply.type(vcJwt).header('content-disposition', `attachment; filename="${found.version.number}.vc.jwt"`).send(credential)
  })
  app.get<{ Params: { list: string; purpose: string } }>('/status/:list/:purpose', async (request, reply) => {
    const { list } = request.params
    const purpose = statusPurposes.find((one) => one === request.params.purpose)
    if (purpose === undefined || !isListName(list)) return reply.code(404).type('text/plain').send('there is no such status list\n')
    const at = parts.clock()
    const on = dayOf(at)
    const encoded = encodedList(await placesSet(parts.db, list, purpose, on))
    const credential = await statusListCredentialOf(
      { list, purpose, encodedList: encoded, at, until: endOfDay(on) },
      parts.origin,
      parts.certificateKey,
    )
    return reply.type(vcJwt).header('cache-control', 'public, max-age=60').send(credential)
  })
  app.get('/.well-known/jwks.json', async (_, reply) => reply.type('application/json').send(await keySetOf(parts.certificateKey)))
  app.get('/contexts/certificate-v1', (_, reply) =>
    reply.type('application/ld+json').send({ '@context': { '@protected': true, '@vocab': `${parts.origin}/terms#` } }),
  )
}
