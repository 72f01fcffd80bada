/** What most cases share: the stage a case must be in, the organization it must belong to, the working day a clock ends on. */
import type { RuleId } from '../articles.ts'
import type { Day } from './days.ts'
import { type Rule, rule } from './rule.ts'
import type { Words } from './words.ts'
import { calendar, published, workdaysBetween, type YearNotPublished } from './workdays.ts'

/** The case stands in one of these stages. */
export const stageIs = <State extends { readonly stage: string }, Facts, Asked>(
  id: RuleId,
  code: string,
  words: Words,
  ...stages: readonly State['stage'][]
): Rule<State, Facts, Asked> => rule(id, code, words, ({ state }) => stages.includes(state.stage))

/** Only the organization that the case names may do it; what `ownerOf` leaves empty belongs to nobody. */
export const ownedBy = <State, Facts, Asked>(
  id: RuleId,
  code: string,
  words: Words,
  ownerOf: (state: State) => string,
): Rule<State, Facts, Asked> => rule(id, code, words, ({ state, by }) => by.organization !== '' && ownerOf(state) === by.organization)

/** The day of an answer that a rule of the act has shown to be known; anything else is a fault of that act. */
export const knownDay = (answer: Day | YearNotPublished): Day => {
  if (published(answer)) return answer
  throw new Error(`could not name a working day: the arrangement of ${answer.notPublished} is not published`)
}

/** W7-4: checked at all, and each check not older than so many working days. A year that is not published makes no check fresh. */
export const checkedWithin = (checks: readonly { readonly checkedOn: Day }[], on: Day, workdays: number): boolean =>
  checks.length > 0 &&
  checks.every(({ checkedOn }) => {
    const age = workdaysBetween(calendar, checkedOn, on)
    return published(age) && age <= workdays
  })
