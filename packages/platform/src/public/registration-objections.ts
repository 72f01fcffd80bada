/** Article 24: how anybody objects to a registration in public notice. Who objects is shown to nobody here. */
import { type Day, dayOf, objectedKey, objectionsTo, type RegistrationObjection, registrationObjections } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { fold } from '../commands/reading.ts'
import { actNamed } from '../http/cases.ts'
import type { Tried } from './form.ts'
import { type Html, html } from './html.ts'
import { objectionForm, readObjection, receivedPage, somebody, triedAfter, triedAgain } from './objecting.ts'
import { type Page, type Reader, table } from './page.ts'
import type { PublicParts } from './parts.ts'
import { caseOfReceipt, newReceipt } from './receipt.ts'
import { inLanguage } from './words.ts'

/** The notice of a product, or of a change in the register. */
interface Noticed extends Pick<RegistrationObjection, 'product' | 'matter' | 'version'> {
  readonly until: Day
  /** Where its page stands. */
  readonly place: string
}

/** How far an objection to a registration has come, in words. */
export const stageIn = ({ stage }: Pick<RegistrationObjection, 'stage'>, { language }: Reader): string =>
  inLanguage(language, registrationObjections.stages[stage] ?? { zh: '', en: '' })

/** In the order in which they came. */
const objectionsOf = async ({ log }: PublicParts, noticed: Noticed): Promise<readonly RegistrationObjection[]> => {
  const pasts = await log.readAll(await log.keyed(objectedKey(noticed)))
  const told = [...pasts.values()].toSorted(([one], [other]) => ((one?.ground.at ?? '') < (other?.ground.at ?? '') ? -1 : 1))
  return objectionsTo(
    noticed,
    told.map((past) => fold(registrationObjections, past)),
  )
}

/** What stands below the facts of a notice: the objections so far, and the form while it runs. */
export const objectionsSection = async (parts: PublicParts, reader: Reader, noticed: Noticed, tried: Tried): Promise<Html> => {
  const { words } = reader
  const received = (await objectionsOf(parts, noticed)).map((one, at) => [String(at + 1), one.raisedOn ?? '', stageIn(one, reader)])
  const isOpen = dayOf(parts.clock()) <= noticed.until
  return html`<h2>${words.objections}</h2>${table(['#', words.complaintOn, words.state], received, words.noObjections)}
<p><a href="/objections">${words.objectionLookUp}</a></p>
<h2 id="object">${words.registrationObjection}</h2>
${isOpen ? objectionForm(reader, { action: `${noticed.place}/objections`, help: words.registrationObjectionHelp }, tried) : html`<p class="empty">${words.notOpen}</p>`}`
}

/** A refusal comes back with the form as it was filled; what is received is answered with its receipt. */
export const raiseObjection = async (
  parts: PublicParts,
  reader: Reader,
  { product, matter, place }: Pick<Noticed, 'product' | 'matter' | 'place'>,
  body: unknown,
): Promise<Page | { readonly tried: Tried }> => {
  const command = commandOf(registrationObjections.name)
  const act = actNamed(command, 'raise')
  const read = readObjection(reader, act, body, { product, ...(matter !== '' && { matter }) })
  if ('tried' in read) return read
  const receipt = newReceipt()
  // Another act may come between on the same product; nothing of what was typed is lost by that.
  const outcome = await triedAgain(() => parts.perform(command, act, { id: caseOfReceipt(receipt), asked: read.asked, by: somebody }), 5)
  if (!outcome.ok) return { tried: triedAfter(reader, read.values, outcome.refusals) }
  return receivedPage(reader, receipt, place)
}
