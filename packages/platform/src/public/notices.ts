/** Article 9: public notices of the preliminary choice, and the form to object; who objects is never shown. */
import { applications, dayOf } from '@yunhe/law'
import { namesOf } from '../views/names.ts'
import { publicCase, publicCases } from '../views/public.ts'
import { errorSummary, type Tried, untouched } from './form.ts'
import { type Html, html } from './html.ts'
import { objectionForm, receivedPage, receiveObjection } from './objecting.ts'
import { facts, type Reader, table } from './page.ts'
import { type PublicPage, type PublicParts, paramOf } from './parts.ts'
import { inLanguage } from './words.ts'

export const noticeTable = async (parts: PublicParts, { language, words }: Reader): Promise<Html> => {
  const found = (await publicCases(parts, applications)).filter(({ state }) => state.notice !== undefined)
  const names = await namesOf(
    parts.db,
    found.map(({ state }) => state.applicant),
  )
  const rows = found.map(({ id, state }) => [
    html`<a href="/notices/${id}">${names[state.applicant] ?? state.applicant}</a>`,
    state.notice ? `${state.notice.from} — ${state.notice.until}` : '',
    inLanguage(language, applications.stages[state.stage] ?? { zh: '', en: '' }),
  ])
  return table([words.applicant, words.noticePeriod, words.state], rows, words.noNotices)
}

export const noticesPage: PublicPage = async (parts, reader) => ({ title: reader.words.notices, body: await noticeTable(parts, reader) })

export const noticePage: PublicPage = (parts, reader, request) => showNotice(parts, reader, paramOf(request, 'id'), untouched)

const showNotice = async (parts: PublicParts, reader: Reader, id: string, tried: Tried) => {
  const { language, words } = reader
  const found = await publicCase(parts, applications, id)
  const notice = found?.state.notice
  if (found === undefined || notice === undefined) return undefined
  const names = await namesOf(parts.db, [found.state.applicant])
  const isOpen = found.state.stage === 'in-notice' && dayOf(parts.clock()) <= notice.until
  const standing = { lead: words.handling, open: words.handling, upheld: words.upheld, reviewed: words.upheld, dismissed: words.dismissed }
  const objections = found.state.objections.map((one) => [String(one.number), one.receivedOn, standing[one.standing]])
  const body = html`${errorSummary(words.errorTitle, tried)}
${facts([
  [words.applicant, `${names[found.state.applicant] ?? ''} ${found.state.applicant}`],
  [words.state, inLanguage(language, applications.stages[found.state.stage] ?? { zh: '', en: '' })],
  [words.noticePeriod, `${notice.from} — ${notice.until} ${words.untilEndOf}`],
  [words.summary, notice.text],
])}
<h2>${words.objections}</h2>${table(['#', words.complaintOn, words.state], objections, words.noObjections)}
<h2 id="object">${words.objection}</h2>
${isOpen ? objectionForm(reader, `/notices/${id}/objections`, tried) : html`<p class="empty">${words.notOpen}</p>`}`
  return { title: `${words.notices}：${names[found.state.applicant] ?? ''}`, body, status: tried.errors.length > 0 ? 422 : 200 }
}

export const objectionPage: PublicPage = async (parts, reader, request) => {
  const id = paramOf(request, 'id')
  if ((await publicCase(parts, applications, id)) === undefined) return undefined
  const received = await receiveObjection(parts, reader, { procedure: applications.name, id }, request.body)
  return 'tried' in received ? showNotice(parts, reader, id, received.tried) : receivedPage(reader, received.ref, `/notices/${id}`)
}
