/** Article 7: the sources of the lists are asked when somebody wants it, at the steps before a decision, and each month of the term. */
import { applications, authorizations, dayOf, type Instant, type ListAnswer, nameLists } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { after, type Surroundings } from './reaction.ts'

/** The day the answer counts for is that of the entry that asked; a later reading says so itself. */
const answersFor = async ({ lists }: Surroundings, uscc: string, at: string): Promise<{ readonly checks: readonly ListAnswer[] }> => ({
  checks: await lists.ask(uscc, dayOf(at as Instant)),
})

const askBeforeDecision = async (id: string, { lists, act }: Surroundings): Promise<void> => {
  // Without any source the check is the data authority's, by hand.
  if (await lists.areThere()) await act(commandOf('application'), 'request-list-check', id, {})
}

export const conditionReactions = [
  after(applications, 'ApplicationAccepted', 'steady', ({ id }, surroundings) => askBeforeDecision(id, surroundings)),
  after(applications, 'NoticeClosed', 'steady', ({ id }, surroundings) => askBeforeDecision(id, surroundings)),
  after(applications, 'ListCheckRequested', 'steady', async ({ id, at }, surroundings) => {
    const { applicant, listsAwaited } = await surroundings.now(applications, id)
    if (!listsAwaited) return
    await surroundings.act(commandOf('application'), 'note-list-checks', id, await answersFor(surroundings, applicant, at))
  }),
  // W7-5: each month by itself; evidence that ran out is put before the data authority, one proposal for each condition.
  after(authorizations, 'ConditionsRechecked', 'steady', async ({ id, at, event }, surroundings) => {
    const { operator, listsAwaited } = await surroundings.now(authorizations, id)
    if (listsAwaited)
      await surroundings.act(commandOf('authorization'), 'note-list-checks', id, await answersFor(surroundings, operator, at))
    for (const { condition, validTo } of event.lapsed)
      await surroundings.act(commandOf('authorization'), 'propose-suspension', id, {
        cause: 'conditions-lapsed',
        subject: `${condition} ${validTo}`.trim(),
        violation: 'safeguards-missing',
        reason: `运营条件证明材料已于${validTo || '此前'}失效`,
      })
  }),
  after(nameLists, 'NameListImported', 'steady', async ({ id, event }, { act, under }) => {
    for (const one of await under(nameLists, `name-list:${event.list}`))
      if (one.id !== id && one.state.issuedOn <= event.issuedOn) await act(commandOf('name-list'), 'supersede', one.id, { newer: id })
  }),
]
