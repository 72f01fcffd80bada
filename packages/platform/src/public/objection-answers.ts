/** Articles 9 and 24: whoever objected to what stands in public notice reads by the receipt how far it has come and what was answered; neither its text nor who sent it. */
import { type ApplicationEvent, dayOf, type Happening, instant, type ResourceRegistrationEvent, registrationObjections } from '@yunhe/law'
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

/** The notice came to nothing before it was answered. */
interface Ended {
  readonly ended: string
}

/** An answer, as either kind of notice writes it. */
interface Told {
  readonly number?: number
  readonly outcome?: string
  readonly conclusion?: string
  readonly reason?: string
  readonly answer?: string
}

/** What each kind of notice calls an objection and its answer. */
const answeredBy: Readonly<Record<string, string>> = {
  NoticeObjectionReceived: 'NoticeObjectionAnswered',
  ResourceObjectionReceived: 'ResourceObjectionAnswered',
}

/** With these the notice is over for whoever objected to it, answered or not; what is applied for afterwards has objections of its own. */
const endedBy: ReadonlySet<string> = new Set<ApplicationEvent['type'] | ResourceRegistrationEvent['type']>([
  'ApplicationWithdrawn',
  'ApplicationRejected',
  'ApplicationBarred',
  'ApplicationLapsed',
  'ApplicationSubmitted',
  'ResourceRegistrationRefused',
  'ResourceRegistrationLapsed',
  'ResourceRegistrationCancelled',
  'ResourceRegistrationSubmitted',
])

/** What became of the objection within its own notice: numbers begin anew in the next one. */
const answerAfter = (past: readonly Recorded[], received: Recorded, { number }: Received): Answered | Ended | undefined => {
  for (const { type, event, ground } of past.filter(({ version }) => version > received.version)) {
    const told = event as (Happening & Told) | undefined
    if (type === answeredBy[received.type] && told?.number === number)
      return { upheld: (told.outcome ?? told.conclusion) === 'upheld', answer: told.reason ?? told.answer ?? '', at: ground.at }
    if (endedBy.has(type)) return { ended: ground.at }
  }
  return undefined
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
  if (answered !== undefined && 'ended' in answered)
    return facts([
      [words.state, words.objectionEnded],
      [words.complaintOn, received.receivedOn],
      [words.endedOn, dayOf(instant(answered.ended))],
    ])
  return facts([
    [words.state, answered === undefined ? words.handling : answered.upheld ? words.upheld : words.dismissed],
    [words.complaintOn, received.receivedOn],
    [words.objectionCheckDue, answered === undefined ? received.due : undefined],
    [words.objectionAnsweredOn, answered && dayOf(instant(answered.at))],
    [words.objectionAnswer, answered?.answer],
  ])
}
