/** The cases of the law under one type, for whoever writes lists of them. */
import { type Act, type Happening, cases as lawCases, type Procedure, type Role } from '@yunhe/law'

// biome-ignore lint/suspicious/noExplicitAny: acts of any case
export type AnyAct = Act<any, any, any, Happening>
// biome-ignore lint/suspicious/noExplicitAny: cases of any kind
export type AnyProcedure = Procedure<any, any, any>

export const cases = lawCases as readonly AnyProcedure[]

/** The roles that the act's own rules name. */
export const rolesOfAct = ({ when, provided }: AnyAct): readonly Role[] => [
  ...new Set([...when, ...provided].flatMap(({ actors }) => actors ?? [])),
]

/** `publish` of `call.publish`. */
export const wordOf = ({ name }: AnyAct): string => name.slice(name.indexOf('.') + 1)
