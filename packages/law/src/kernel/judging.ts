/** How each rule of an act stands to a case, and what it looked at: the answer to "why", from the rules themselves. */
import type { RuleId } from '../articles.ts'
import type { ParameterKey } from '../parameters.ts'
import { isInForce } from '../rule-sets.ts'
import type { Act, Happening } from './act.ts'
import type { Matter, Rule } from './rule.ts'
import { type Seen, watched } from './watching.ts'
import type { Words } from './words.ts'

export interface Judged {
  readonly rule: RuleId
  readonly code: string
  readonly words: Words
  readonly fields: readonly string[]
  /** Whether it looks at the case alone or at what is asked. */
  readonly on: 'case' | 'form'
  /** Undefined where it could not be held against anything: it looks at a form that nobody has filled. */
  readonly held: boolean | undefined
  readonly numbers: readonly ParameterKey[]
  /** What it read of other cases. */
  readonly facts: readonly Seen[]
  /** What it read of the case itself. */
  readonly stands: readonly Seen[]
  /** The fields of the form that it read. */
  readonly asked: readonly string[]
}

/** @param matter `asked` is absent while the form is empty; rules on the form are then named and not judged */
export const judgedBy = <State, Facts, Asked, Event extends Happening>(
  { when, provided }: Pick<Act<State, Facts, Asked, Event>, 'when' | 'provided'>,
  matter: Omit<Matter<State, Facts, Asked>, 'asked'> & { readonly asked: Asked | undefined },
): readonly Judged[] => [
  ...inForce(when, matter).map((one) => judge(one as Rule<State, Facts, Asked | undefined>, matter, 'case')),
  ...inForce(provided, matter).map((one) =>
    matter.asked === undefined
      ? { ...named(one), on: 'form' as const, held: undefined, numbers: [], facts: [], stands: [], asked: [] }
      : judge(one, { ...matter, asked: matter.asked }, 'form'),
  ),
]

/** As `decide` has it: rules of a set that is not in force that day judge nothing. */
const inForce = <One extends { readonly id: RuleId }>(
  rules: readonly One[],
  today: Pick<Matter<unknown, unknown, unknown>, 'on' | 'parameters'>,
) => rules.filter(({ id }) => isInForce(id, today))

const named = <State, Facts, Asked>({ id, code, words, fields }: Rule<State, Facts, Asked>) => ({ rule: id, code, words, fields })

const judge = <State, Facts, Asked>(one: Rule<State, Facts, Asked>, matter: Matter<State, Facts, Asked>, on: Judged['on']): Judged => {
  const [state, facts, asked, numbers] = [watched(matter.state), watched(matter.facts), watched(matter.asked), watched(matter.parameters)]
  const held = one.holds({ ...matter, state: state.value, facts: facts.value, asked: asked.value, parameters: numbers.value })
  return {
    ...named(one),
    on,
    held,
    numbers: numbers.seen().map(({ path }) => path as ParameterKey),
    facts: facts.seen(),
    stands: state.seen(),
    asked: [...new Set(asked.seen().map(({ path }) => path.split('.')[0] ?? path))],
  }
}

/** The numbers that go into what an act records, as the day by which something is due; none where it records nothing. */
export const numbersRecordedBy = <State, Facts, Asked, Event extends Happening>(
  { records }: Pick<Act<State, Facts, Asked, Event>, 'records'>,
  matter: Matter<State, Facts, Asked>,
): readonly ParameterKey[] => {
  const numbers = watched(matter.parameters)
  records({ ...matter, parameters: numbers.value })
  return numbers.seen().map(({ path }) => path as ParameterKey)
}
