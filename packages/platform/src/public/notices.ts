/** Article 9: public notices of the preliminary choice, and the form to object; who objects is never shown. */
import { type Actor, applications, dayOf } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { actNamed } from '../http/cases.ts'
import { Conflict } from '../store/log.ts'
import { namesOf } from '../views/names.ts'
import { publicCase, publicCases } from '../views/public.ts'
import { errorSummary, type FormField, formFields, type Tried, untouched, valuesIn } from './form.ts'
import { type Html, html } from './html.ts'
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
  const standing = { lead: words.handling, open: words.handling, upheld: words.upheld, dismissed: words.dismissed }
  const objections = found.state.objections.map((one) => [String(one.number), one.receivedOn, standing[one.standing]])
  const body = html`${errorSummary(words.errorTitle, tried)}
${facts([
  [words.applicant, `${names[found.state.applicant] ?? ''} ${found.state.applicant}`],
  [words.state, inLanguage(language, applications.stages[found.state.stage] ?? { zh: '', en: '' })],
  [words.noticePeriod, `${notice.from} — ${notice.until} ${words.untilEndOf}`],
  [words.summary, notice.text],
])}
<h2>${words.objections}</h2>${table(['#', words.published, words.state], objections, words.noObjections)}
<h2 id="object">${words.objection}</h2>
${isOpen ? objectionForm(reader, id, tried) : html`<p class="empty">${words.notOpen}</p>`}`
  return { title: `${words.notices}：${names[found.state.applicant] ?? ''}`, body, status: tried.errors.length > 0 ? 422 : 200 }
}

const fieldsOf = ({ words }: Reader): readonly FormField[] => [
  { name: 'realName', label: words.realName, maxLength: 80, autocomplete: 'name' },
  { name: 'contact', label: words.contact, maxLength: 80, autocomplete: 'tel' },
  { name: 'ground', label: words.ground, maxLength: 1000, isLong: true },
  { name: 'evidence', label: words.evidence, maxLength: 5000, isLong: true },
]

const objectionForm = (reader: Reader, id: string, tried: Tried): Html => html`<p class="help">${reader.words.objectionHelp}</p>
<form method="post" action="/notices/${id}/objections" novalidate>
${formFields(fieldsOf(reader), tried)}
<button>${reader.words.send}</button>
</form>`

/** Objections to one notice wait for each other, so that two citizens at once are both heard; somebody else's act in between is tried past. */
const lastByNotice = new Map<string, Promise<unknown>>()

const inTurn = async <Result>(id: string, work: () => Promise<Result>): Promise<Result> => {
  const before = lastByNotice.get(id) ?? Promise.resolve()
  const mine = before.catch(() => undefined).then(() => triedAgain(work, 5))
  lastByNotice.set(id, mine)
  try {
    return await mine
  } finally {
    if (lastByNotice.get(id) === mine) lastByNotice.delete(id)
  }
}

const triedAgain = async <Result>(work: () => Promise<Result>, tries: number): Promise<Result> => {
  try {
    return await work()
  } catch (fault) {
    if (!(fault instanceof Conflict) || tries <= 1) throw fault
    return triedAgain(work, tries - 1)
  }
}

const theirs: Actor = { person: 'public', organization: '', roles: ['public'], regionCode: '320200' }

/** A refusal comes back with the form as it was filled; nothing is lost. */
export const objectionPage: PublicPage = async (parts, reader, request) => {
  const id = paramOf(request, 'id')
  if ((await publicCase(parts, applications, id)) === undefined) return undefined
  const { words, language } = reader
  const values = valuesIn(
    request.body,
    fieldsOf(reader).map(({ name }) => name),
  )
  const command = commandOf('application')
  const act = actNamed(command, 'object')
  const read = act.asks.safeParse(values)
  if (!read.success) {
    const errors = read.error.issues.map((issue) => ({ field: String(issue.path[0] ?? 'ground'), text: words.errorTitle }))
    return showNotice(parts, reader, id, {
      values,
      errors: errors.map(({ field }) => ({ field, text: fieldsOf(reader).find(({ name }) => name === field)?.label ?? words.errorTitle })),
    })
  }
  const outcome = await inTurn(id, () => parts.perform(command, act, { id, asked: read.data, by: theirs }))
  if (!outcome.ok) {
    const errors = outcome.refusals.map((one) => ({
      field: one.fields[0] ?? 'object',
      text: `${one.rule} ${inLanguage(language, one.words)}`,
    }))
    return showNotice(parts, reader, id, { values, errors })
  }
  return {
    title: words.received,
    body: html`<p class="good">${words.receivedText}<code>${outcome.refs[0]}</code></p><p><a href="/notices/${id}">${words.back}</a></p>`,
  }
}
