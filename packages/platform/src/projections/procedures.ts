/** The kinds of cases by their names. */
import { cases, type Procedure } from '@yunhe/law'

// biome-ignore lint/suspicious/noExplicitAny: the list holds cases of different types; each is used with its own state
export type AnyProcedure = Procedure<any, any, any>

export const procedures = cases as readonly AnyProcedure[]
const byName = new Map(procedures.map((one) => [one.name, one]))
const byPlural = new Map(procedures.map((one) => [one.plural, one]))

export const procedureNamed = (name: string): AnyProcedure => {
  const found = byName.get(name)
  if (found === undefined) throw new Error(`could not find a case called ${name}`)
  return found
}

export const procedureInPath = (plural: string): AnyProcedure | undefined => byPlural.get(plural)
