/** Article 27: anybody complains here, and looks the answer up by the receipt number; who complained is shown to nobody. */
import { complaints } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { fold } from '../commands/reading.ts'
import { actNamed } from '../http/cases.ts'
import { namesOf } from '../views/names.ts'
import { errorSummary, type FormField, formFields, type Tried, untouched, valuesIn } from './form.ts'
import { type Html, html } from './html.ts'
import { somebody } from './objecting.ts'
import { facts, type Page, type Reader } from './page.ts'
import type { PublicPage, PublicParts } from './parts.ts'
import { caseOfReceipt, lookUpForm, newReceipt, receiptGiven, receiptTyped } from './receipt.ts'
import { inLanguage } from './words.ts'

const fieldsOf = ({ words }: Reader): readonly FormField[] => [
  { name: 'subject', label: words.complaintSubject, maxLength: 120 },
  { name: 'organization', label: words.complaintOrganization, maxLength: 18, help: words.complaintOrganizationHelp },
  { name: 'text', label: words.complaintText, maxLength: 20_000, isLong: true },
  { name: 'realName', label: words.complaintName, maxLength: 60, autocomplete: 'name' },
  { name: 'contact', label: words.complaintContact, maxLength: 120, autocomplete: 'tel' },
]

export const complaintsPage: PublicPage = async (_, reader) => complaintForm(reader, untouched)

const complaintForm = (reader: Reader, tried: Tried): Page => {
  const { words } = reader
  return {
    title: words.complaints,
    body: html`${errorSummary(words.errorTitle, tried)}<p class="help">${words.complaintHelp}</p>
<form method="post" action="/complaints" novalidate>${formFields(fieldsOf(reader), tried)}<button>${words.complaintSend}</button></form>
<h2>${words.complaintLookUp}</h2>${lookUpForm(reader, '/complaints/answer', '')}`,
    status: tried.errors.length > 0 ? 422 : 200,
  }
}

export const complainPage: PublicPage = async (parts, reader, request) => {
  const { words, language } = reader
  const fields = fieldsOf(reader)
  const values = valuesIn(
    request.body,
    fields.map(({ name }) => name),
  )
  const command = commandOf('complaint')
  const act = actNamed(command, 'file')
  const read = act.asks.safeParse(values)
  if (!read.success) {
    const wrong = new Set(read.error.issues.map((issue) => String(issue.path[0] ?? 'text')))
    const errors = fields
      .filter(({ name }) => wrong.has(name))
      .map(({ name, label }) => ({ field: name, text: `${label}${words.isWrong}` }))
    return complaintForm(reader, { values, errors })
  }
  const receipt = newReceipt()
  const outcome = await parts.perform(command, act, { id: caseOfReceipt(receipt), asked: read.data, by: somebody })
  if (!outcome.ok) {
    const errors = outcome.refusals.map((one) => ({
      field: one.fields[0] ?? 'text',
      text: `${one.rule} ${inLanguage(language, one.words)}`,
    }))
    return complaintForm(reader, { values, errors })
  }
  return {
    title: words.complaintReceived,
    body: html`${receiptGiven(reader, receipt)}<p><a href="/complaints">${words.back}</a></p>`,
  }
}

export const complaintAnswerPage: PublicPage = async (parts, reader, request) => {
  const { words } = reader
  const typed = valuesIn(request.body, ['receipt']).receipt ?? ''
  const receipt = receiptTyped(typed)
  const found = receipt === undefined ? undefined : await standingOf(parts, reader, receipt)
  return {
    title: words.complaintLookUp,
    body: html`${lookUpForm(reader, '/complaints/answer', receipt ?? typed)}${found ?? html`<p class="bad" role="status">${words.complaintUnknown}</p>`}<p><a href="/complaints">${words.back}</a></p>`,
    status: found === undefined ? 404 : 200,
  }
}

/** How far it has come and what was answered; neither its text nor who sent it. */
const standingOf = async (parts: PublicParts, { words, language }: Reader, receipt: string): Promise<Html | undefined> => {
  const state = fold(complaints, await parts.log.read(`complaint/${caseOfReceipt(receipt)}`))
  if (state.stage === 'none') return undefined
  const names = await namesOf(parts.db, state.transfer ? [state.transfer.to] : [])
  return facts([
    [words.state, inLanguage(language, complaints.stages[state.stage] ?? { zh: '', en: '' })],
    [words.complaintSubject, state.subject],
    [words.complaintOn, state.receivedOn],
    [words.complaintTransferred, state.transfer && `${names[state.transfer.to] ?? state.transfer.to} ${state.transfer.on}`],
    [words.complaintBodyReceipt, state.receipt],
    [words.complaintOutcome, state.standing === 'lead' ? words.complaintLead : state.outcome],
  ])
}
