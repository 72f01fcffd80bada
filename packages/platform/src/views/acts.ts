/** Every act that people do, from the law's own list: of which kind of case, by whom, under which rules. */
import { type Act, type Actor, actsAs, type Happening, type Role, rulesOf } from '@yunhe/law'
import type { AnyCommand } from '../commands/command.ts'
import type { LawAct } from '../contract/index.ts'

// biome-ignore lint/suspicious/noExplicitAny: acts of any case, of which only name, title and rules are read
export type AnyAct = Act<any, any, any, Happening>

export const lawActs = (commands: readonly AnyCommand[], reader: Actor): LawAct[] =>
  commands.flatMap(({ procedure }) =>
    (procedure.acts as readonly AnyAct[]).flatMap((act) => {
      const roles = whoMay(act)
      // What only the platform may do is for nobody to look for.
      if (roles?.length === 0) return []
      return {
        plural: procedure.plural,
        procedureWords: procedure.title,
        name: act.name,
        title: act.title,
        roles: [...(roles ?? [])],
        rules: [...rulesOf(act)],
        isYours: roles === undefined || roles.some((role) => actsAs(reader, role)),
      }
    }),
  )

/** Those whom every rule on roles allows, the platform aside; undefined where everybody may. */
export const whoMay = ({ when }: AnyAct): readonly Role[] | undefined => {
  const [first, ...others] = when.flatMap(({ actors }) => (actors === undefined ? [] : [actors]))
  return first?.filter((role) => role !== 'platform' && others.every((one) => one.includes(role)))
}
