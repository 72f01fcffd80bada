/** One sentence of the law that can be held against a case: it holds or it does not. */
import type { RuleId } from '../articles.ts'
import type { Parameters } from '../parameters.ts'
import type { AttachedFile } from './attached-file.ts'
import type { Day, Instant } from './days.ts'
import type { Actor, Role } from './roles.ts'
import type { Words } from './words.ts'

export type { Words } from './words.ts'

/** What a rule may look at. `asked` is present once the form is filled. */
export interface Matter<State, Facts, Asked> {
  readonly state: State
  readonly facts: Facts
  readonly asked: Asked
  readonly by: Actor
  readonly at: Instant
  /** Legal day of `at` in Asia/Shanghai. */
  readonly on: Day
  /** Every number the measures leave open, as it stands on `on`. */
  readonly parameters: Parameters
  /** Article 4: where a case that this act opens will belong, where it rests on another case. */
  readonly region?: string | undefined
  /** Article 24: of the files that are asked for, those that are there whole for whoever asks. None where nothing is said of them. */
  readonly files?: readonly AttachedFile[] | undefined
}

export interface Rule<State, Facts, Asked> {
  readonly id: RuleId
  /** What is wrong when it does not hold: lower case, hyphens, unique per meaning. */
  readonly code: string
  readonly words: Words
  readonly holds: (matter: Matter<State, Facts, Asked>) => boolean
  /** The fields of the form this rule marks. */
  readonly fields: readonly string[]
  /** Where the rule says who may act: these roles and no others. */
  readonly actors?: readonly Role[]
}

/** A rule that did not hold, as everybody sees it: the button, the 422 answer, the story, the register. */
export interface Refusal {
  readonly rule: RuleId
  readonly code: string
  readonly words: Words
  readonly fields: readonly string[]
}

/**
 * A rule under its id. `words` say what is wrong and the way out.
 * @param fields names of the asked fields it marks; none for a rule on the case itself
 */
export const rule = <State, Facts, Asked>(
  id: RuleId,
  code: string,
  words: Words,
  holds: Rule<State, Facts, Asked>['holds'],
  ...fields: readonly string[]
): Rule<State, Facts, Asked> => ({ id, code, words, holds, fields })

export const refusalBy = <State, Facts, Asked>({ id, code, words, fields }: Rule<State, Facts, Asked>): Refusal => ({
  rule: id,
  code,
  words,
  fields,
})
