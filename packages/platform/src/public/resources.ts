/** Registered public data resources, and those in public notice: what the notice shows, and the form to object. */
import { dayOf, type ResourceRegistration, resourceRegistrations, resourceRegistrationTypes } from '@yunhe/law'
import { namesOf } from '../views/names.ts'
import { publicCase, publicList, type Wanted } from '../views/public.ts'
import { catalogLink } from './alternates.ts'
import { choiceAsked, pageAsked } from './asked.ts'
import { errorSummary, type Tried, untouched } from './form.ts'
import { html } from './html.ts'
import { choicesFrom, countLine, narrowForm, pager, pageSize } from './listing.ts'
import { objectionForm, receivedPage, receiveObjection } from './objecting.ts'
import { facts, type Reader, table } from './page.ts'
import { type PublicPage, type PublicParts, paramOf } from './parts.ts'
import { inLanguage } from './words.ts'

const stageText = ({ stage }: ResourceRegistration, { language }: Reader): string =>
  inLanguage(language, resourceRegistrations.stages[stage] ?? { zh: '', en: '' })

const shownStages = ['in-notice', 'registered'] as const

export const resourcesPage: PublicPage = async (parts, reader) => {
  const { words, language, asked } = reader
  const page = pageAsked(asked)
  const stage = choiceAsked(asked, 'stage', shownStages)
  const wanted: readonly Wanted[] = [{ words: asked.q ?? '' }, ...(stage === undefined ? [] : [{ stages: [stage] }])]
  const { rows: found, total } = await publicList(parts, resourceRegistrations, { page, pageSize }, wanted)
  const names = await namesOf(
    parts.db,
    found.map(({ state }) => state.provider),
  )
  const rows = found.map(({ id, state }) => [
    html`<a href="/resources/${id}">${state.name}</a>`,
    names[state.provider] ?? '',
    inLanguage(language, resourceRegistrationTypes[state.type]),
    state.code,
    stageText(state, reader),
  ])
  const heads = [words.title, words.registrant, words.registrationType, words.registration, words.state]
  const choices = [{ name: 'stage', label: words.state, options: choicesFrom(resourceRegistrations.stages, reader, [...shownStages]) }]
  return {
    title: words.resources,
    body: html`<p class="lead">${words.resourcesLead}</p>${narrowForm(reader, { path: '/resources', asked, choices })}${countLine(reader, total)}
${table(heads, rows, words.noResources)}
${pager(reader, { path: '/resources', asked, names: ['q', 'stage'], page, total })}`,
    alternates: [catalogLink(reader)],
  }
}

export const resourcePage: PublicPage = (parts, reader, request) => showResource(parts, reader, paramOf(request, 'id'), untouched)

const showResource = async (parts: PublicParts, reader: Reader, id: string, tried: Tried) => {
  const { words, language } = reader
  const found = await publicCase(parts, resourceRegistrations, id)
  if (found === undefined) return undefined
  const { name, provider, type, notice, objections, code, nationalCode, codedOn, validTo, stage } = found.state
  const names = await namesOf(parts.db, [provider])
  const isOpen = stage === 'in-notice' && notice !== undefined && dayOf(parts.clock()) <= notice.until
  const standing = { open: words.handling, upheld: words.upheld, dismissed: words.dismissed }
  const received = objections.map((one) => [String(one.number), one.receivedOn, standing[one.standing]])
  const body = html`${tried.errors.length > 0 && errorSummary(words.errorTitle, tried)}
${facts([
  [words.state, stageText(found.state, reader)],
  [words.registrant, `${names[provider] ?? ''} ${provider}`],
  [words.registrationType, inLanguage(language, resourceRegistrationTypes[type])],
  [words.noticePeriod, notice && `${notice.from} — ${notice.until} ${words.untilEndOf}`],
  [words.summary, notice?.summary],
  [words.registration, code],
  [words.nationalCode, nationalCode],
  [words.issued, codedOn],
  [words.validUntil, validTo],
])}
<h2>${words.objections}</h2>${table(['#', words.complaintOn, words.state], received, words.noObjections)}
<p><a href="/objections">${words.objectionLookUp}</a></p>
<h2 id="object">${words.registrationObjection}</h2>
${isOpen ? objectionForm(reader, { action: `/resources/${id}/objections`, help: words.objectionHelp }, tried) : html`<p class="empty">${words.notOpen}</p>`}`
  return { title: name, body, status: tried.errors.length > 0 ? 422 : 200 }
}

export const resourceObjectionPage: PublicPage = async (parts, reader, request) => {
  const id = paramOf(request, 'id')
  if ((await publicCase(parts, resourceRegistrations, id)) === undefined) return undefined
  const received = await receiveObjection(parts, reader, { procedure: resourceRegistrations.name, id }, request.body)
  return 'tried' in received ? showResource(parts, reader, id, received.tried) : receivedPage(reader, received.receipt, `/resources/${id}`)
}
