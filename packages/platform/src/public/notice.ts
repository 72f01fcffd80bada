/** Article 9: the public notice of a preliminary choice, and the form to object; who objects is never shown. */
import { applications, calls, dayOf } from '@yunhe/law'
import { namesOf } from '../views/names.ts'
import { publicCase, scenarioNames } from '../views/public.ts'
import { errorSummary, type Tried, untouched } from './form.ts'
import { html } from './html.ts'
import { objectionForm, receivedPage, receiveObjection } from './objecting.ts'
import { facts, type Reader, table } from './page.ts'
import { type PublicPage, type PublicParts, paramOf } from './parts.ts'
import { inLanguage } from './words.ts'

export const noticePage: PublicPage = (parts, reader, request) => showNotice(parts, reader, paramOf(request, 'id'), untouched)

const showNotice = async (parts: PublicParts, reader: Reader, id: string, tried: Tried) => {
  const { language, words } = reader
  const found = await publicCase(parts, applications, id)
  const notice = found?.state.notice
  if (found === undefined || notice === undefined) return undefined
  const { applicant, authority, stage, scenarios, call, plan, formerNotices } = found.state
  const names = await namesOf(parts.db, [applicant, authority])
  const scenarioByName = await scenarioNames(parts.db, scenarios)
  const called = await publicCase(parts, calls, call)
  const isOpen = stage === 'in-notice' && dayOf(parts.clock()) <= notice.until
  const standing = { lead: words.handling, open: words.handling, upheld: words.upheld, reviewed: words.upheld, dismissed: words.dismissed }
  const objections = found.state.objections.map((one) => [String(one.number), one.receivedOn, standing[one.standing]])
  const body = html`${errorSummary(words.errorTitle, tried)}
${facts([
  [words.applicant, `${names[applicant] ?? ''} ${applicant}`],
  [words.state, inLanguage(language, applications.stages[stage] ?? { zh: '', en: '' })],
  [words.publisher, names[authority] ?? ''],
  [words.noticePeriod, `${notice.from} — ${notice.until} ${words.untilEndOf}`],
  [words.call, called && html`<a href="/calls/${call}">${called.state.title}</a>`],
  [words.scenarios, scenarios.map((one) => scenarioByName[one] ?? one).join(words.comma)],
  [words.term, `${plan.from} — ${plan.until}`],
  [words.summary, notice.text],
])}
${
  formerNotices.length > 0 &&
  html`<h2>${words.formerNotices}</h2>${table(
    [words.noticePeriod, words.endedOn, words.reason],
    formerNotices.map(({ from, until, endedOn, because }) => [`${from} — ${until}`, endedOn, because]),
    '',
  )}`
}
<h2>${words.objections}</h2>${table(['#', words.complaintOn, words.state], objections, words.noObjections)}
<p><a href="/objections">${words.objectionLookUp}</a></p>
<h2 id="object">${words.objection}</h2>
${isOpen ? objectionForm(reader, { action: `/notices/${id}/objections`, help: words.objectionHelp }, tried) : html`<p class="empty">${words.notOpen}</p>`}`
  return { title: `${words.noticeOf}${names[applicant] ?? ''}`, body, status: tried.errors.length > 0 ? 422 : 200 }
}

export const objectionPage: PublicPage = async (parts, reader, request) => {
  const id = paramOf(request, 'id')
  if ((await publicCase(parts, applications, id)) === undefined) return undefined
  const received = await receiveObjection(parts, reader, { procedure: applications.name, id }, request.body)
  return 'tried' in received ? showNotice(parts, reader, id, received.tried) : receivedPage(reader, received.receipt, `/notices/${id}`)
}
