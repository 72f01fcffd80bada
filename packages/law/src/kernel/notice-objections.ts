/** Article 24: what objections to the public notice of a registration hold up, wherever a registration ends. */
import { type Rule, rule } from './rule.ts'
import type { Words } from './words.ts'

/** Of the notice that runs now: an earlier version of a product had its own. */
export interface NoticeObjections {
  readonly openObjections: number
  readonly upheldObjections: number
}

/** @param words what cannot be done while an objection waits for its check */
export const noObjectionOpen = <State, Facts extends NoticeObjections>(words: Words): Rule<State, Facts, unknown> =>
  rule('A24', 'objection-open', words, ({ facts }) => facts.openObjections === 0)

/** @param words what cannot be done any more, and what is to be done instead */
export const noObjectionUpheld = <State, Facts extends NoticeObjections>(words: Words): Rule<State, Facts, unknown> =>
  rule('A24', 'objection-upheld', words, ({ facts }) => facts.upheldObjections === 0)
