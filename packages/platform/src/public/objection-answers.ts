/** Articles 9 and 24: whoever objected to what stands in public notice reads by the receipt how far it has come and what was answered; neither its text nor who sent it. */
import { dayOf, type Happening, instant, registrationObjections } from '@yunhe/law'
import { fold } from '../commands/reading.ts'
import type { Recorded } from '../store/log.ts'
import { valuesIn } from './form.ts'
import { type Html, html } from './html.ts'
import { facts, type Reader } from './page.ts'
import type { PublicPage, PublicParts } from './parts.ts'
import { caseOfReceipt, lookUpForm, receiptTyped, refOfReceipt } from './receipt.ts'
import { stageIn } from './registration-objections.ts'

export const objectionsPage: PublicPage = async (_, reader) => ({
  title: reader.words.objectionLookUp,
  body: html`<p class="help">${reader.words.objectionLookUpHelp}</p>${lookUpForm(reader, '/objections', '')}`,
})

export const objectionAnswerPage: PublicPage = async (parts, reader, request) => {
  const { words } = reader
  const typed = valuesIn(request.body, ['receipt']).receipt ?? ''
  const found = (await ofRegistration(parts, reader, typed)) ?? (await ofNotice(parts, reader, typed))
  return {
    title: words.objectionLookUp,
    body: html`${lookUpForm(reader, '/objections', receiptTyped(typed) ?? typed)}${found ?? html`<p class="bad" role="status">${words.complaintUnknown}</p>`}`,
    status: found === undefined ? 404 : 200,
  }
}

const ofRegistration = async (parts: PublicParts, reader: Reader, typed: string): Promise<Html | undefined> => {
  const receipt = receiptTyped(typed)
  if (receipt === undefined) return undefined
  const { words } = reader
  const state = fold(registrationObjections, await parts.log.read(`registration-objection/${caseOfReceipt(receipt)}`))
  if (state.stage === 'none') return undefined
  return facts([
    [words.state, stageIn(state, reader)],
    [words.title, state.productName],
    [words.complaintOn, state.raisedOn],
    [words.objectionCheckDue, state.checkDue],
    [words.objectionAnsweredOn, state.decidedOn],
    [words.objectionAnswer, state.answer],
  ])
}

type Received = { readonly number: number; readonly receivedOn: string; readonly due?: string | undefined }
interface Answered {
  readonly upheld: boolean
  readonly answer: string
  readonly at: string
}

/** What each kind of notice calls an objection and its answer. */
const answeredBy: Readonly<Record<string, string>> = {
  NoticeObjectionReceived: 'NoticeObjectionAnswered',
  ResourceObjectionReceived: 'ResourceObjectionAnswered',
}

/** Answers are looked for after the objection: numbers begin anew where a registration is applied for again. */
const answerAfter = (past: readonly Recorded[], received: Recorded, { number }: Received): Answered | undefined => {
  const answer = past.find(
    ({ version, type, event }) =>
      version > received.version &&
      type === answeredBy[received.type] &&
      (event as (Happening & { readonly number?: number }) | undefined)?.number === number,
  )
  if (answer?.event === undefined) return undefined
  const told = answer.event as Happening & Readonly<Record<'outcome' | 'conclusion' | 'reason' | 'answer', string | undefined>>
  return { upheld: (told.outcome ?? told.conclusion) === 'upheld', answer: told.reason ?? told.answer ?? '', at: answer.ground.at }
}

const ofNotice = async (parts: PublicParts, reader: Reader, typed: string): Promise<Html | undefined> => {
  const ref = refOfReceipt(parts, typed)
  if (ref === undefined) return undefined
  const past = await parts.log.read(ref.slice(0, ref.lastIndexOf('@')))
  const entry = past.find((one) => one.ref === ref)
  if (entry?.event === undefined || answeredBy[entry.type] === undefined) return undefined
  const { words } = reader
  const received = entry.event as Happening & Received
  const answered = answerAfter(past, entry, received)
  return facts([
    [words.state, answered === undefined ? words.handling : answered.upheld ? words.upheld : words.dismissed],
    [words.complaintOn, received.receivedOn],
    [words.objectionCheckDue, answered === undefined ? received.due : undefined],
    [words.objectionAnsweredOn, answered && dayOf(instant(answered.at))],
    [words.objectionAnswer, answered?.answer],
  ])
}
