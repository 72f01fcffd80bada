/** Article 24: a change in the register while the public may look at it: of which product, which kind, what; no papers. */
import { registrations } from '@yunhe/law'
import { meteringUnits, productForms, registrationTypes } from '@yunhe/law/identifiers/kinds'
import { namesOf } from '../views/names.ts'
import { publicCase } from '../views/public.ts'
import { facts } from './page.ts'
import { type PublicPage, paramOf } from './parts.ts'
import { inLanguage } from './words.ts'

export const matterPage: PublicPage = async (parts, { words, language }, request) => {
  const found = await publicCase(parts, registrations, paramOf(request, 'id'))
  if (found === undefined) return undefined
  const { productName, operator, code, matterType, stage, notice, particulars } = found.state
  const names = await namesOf(parts.db, [operator])
  return {
    title: `${inLanguage(language, registrationTypes[matterType])}${words.colon}${productName}`,
    body: facts([
      [words.state, inLanguage(language, registrations.stages[stage] ?? { zh: '', en: '' })],
      [words.registration, code],
      [words.operator, `${names[operator] ?? ''} ${operator}`],
      [words.registrationType, inLanguage(language, registrationTypes[matterType])],
      [words.noticePeriod, notice && `${notice.from} — ${notice.until} ${words.untilEndOf}`],
      [words.form, particulars.form && inLanguage(language, productForms[particulars.form])],
      [words.meteringUnit, particulars.meteringUnit && inLanguage(language, meteringUnits[particulars.meteringUnit])],
      [words.summary, particulars.summary],
    ]),
  }
}
