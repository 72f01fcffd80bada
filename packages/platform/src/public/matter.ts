/** Article 24: a change in the register while the public may look at it: of which product, which kind, what; no papers; and the form to object. */
import { registrations } from '@yunhe/law'
import { meteringUnits, productForms, registrationTypes } from '@yunhe/law/identifiers/kinds'
import { namesOf } from '../views/names.ts'
import { publicCase } from '../views/public.ts'
import { errorSummary, type Tried, untouched } from './form.ts'
import { html } from './html.ts'
import { facts, type Reader } from './page.ts'
import { type PublicPage, type PublicParts, paramOf } from './parts.ts'
import { objectionsSection, raiseObjection } from './registration-objections.ts'
import { inLanguage } from './words.ts'

export const matterPage: PublicPage = (parts, reader, request) => showMatter(parts, reader, paramOf(request, 'id'), untouched)

const showMatter = async (parts: PublicParts, reader: Reader, id: string, tried: Tried) => {
  const { words, language } = reader
  const found = await publicCase(parts, registrations, id)
  if (found === undefined) return undefined
  const { product, productName, operator, code, matterType, stage, notice, particulars } = found.state
  const names = await namesOf(parts.db, [operator])
  return {
    title: `${inLanguage(language, registrationTypes[matterType])}${words.colon}${productName}`,
    body: html`${errorSummary(words.errorTitle, tried)}${facts([
      [words.state, inLanguage(language, registrations.stages[stage] ?? { zh: '', en: '' })],
      [words.registration, code],
      [words.operator, `${names[operator] ?? ''} ${operator}`],
      [words.registrationType, inLanguage(language, registrationTypes[matterType])],
      [words.noticePeriod, notice && `${notice.from} — ${notice.until} ${words.untilEndOf}`],
      [words.form, particulars.form && inLanguage(language, productForms[particulars.form])],
      [words.meteringUnit, particulars.meteringUnit && inLanguage(language, meteringUnits[particulars.meteringUnit])],
      [words.summary, particulars.summary],
    ])}
${notice && (await objectionsSection(parts, reader, { product, matter: id, version: 0, until: notice.until, place: `/matters/${id}` }, tried))}`,
    status: tried.errors.length > 0 ? 422 : 200,
  }
}

export const matterObjectionPage: PublicPage = async (parts, reader, request) => {
  const id = paramOf(request, 'id')
  const found = await publicCase(parts, registrations, id)
  if (found === undefined) return undefined
  const raised = await raiseObjection(parts, reader, { product: found.state.product, matter: id, place: `/matters/${id}` }, request.body)
  return 'tried' in raised ? showMatter(parts, reader, id, raised.tried) : raised
}
