/** What the law says of a kind of case, for whoever stands before its screens: read from the values that run, nothing of any one case. */
import { type ClockRule, type Rule, rulesOf } from '@yunhe/law'
import type { AnyCommand } from '../commands/command.ts'
import type { ActHelp, KindHelp } from '../contract/index.ts'
import { type AnyAct, whoMay } from './acts.ts'

export const helpOn = ({ procedure }: AnyCommand): KindHelp => ({
  plural: procedure.plural,
  title: procedure.title,
  stages: Object.entries(procedure.stages).map(([stage, words]) => ({ stage, words })),
  clocks: ((procedure.clocks ?? []) as readonly ClockRule<unknown, unknown>[]).map(({ name, title, rule, ends }) => ({
    name,
    words: title,
    rule,
    ends,
  })),
  acts: (procedure.acts as readonly AnyAct[]).flatMap(helpOnAct),
})

const helpOnAct = (act: AnyAct): readonly ActHelp[] => {
  const roles = whoMay(act)
  // What only the platform does is told by the clocks.
  if (roles?.length === 0) return []
  return [
    {
      name: act.name,
      act: act.name.slice(act.name.indexOf('.') + 1),
      title: act.title,
      roles: [...(roles ?? [])],
      // Who may do it is told as such.
      closedWhere: conditions(act.when.filter(({ actors }) => actors === undefined)),
      refusedWhere: conditions(act.provided),
      rules: [...rulesOf(act)],
    },
  ]
}

/** Each once, though several rules may say the same. */
const conditions = (rules: readonly Pick<Rule<unknown, unknown, unknown>, 'id' | 'words'>[]): ActHelp['closedWhere'] =>
  rules
    .filter(({ words }, place) => rules.findIndex((other) => other.words.zh === words.zh) === place)
    .map(({ id, words }) => ({ rule: id, words }))
