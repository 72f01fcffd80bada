/** Article 25: a finding that stays open beyond its day is proposed as a case of article 10. */
import { inspections } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { after } from './reaction.ts'

export const oversightReactions = [
  after(inspections, 'FindingOverdue', 'steady', async ({ id, ref, event: { number } }, { now, act }) => {
    const { authorization } = await now(inspections, id)
    await act(commandOf('authorization'), 'propose-suspension', authorization, {
      cause: 'finding-overdue',
      subject: `${id} ${number}`,
      violation: 'safeguards-missing',
      reason: `finding overdue: ${ref}`,
    })
  }),
]
