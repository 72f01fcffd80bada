/** Article 4: a case belongs where the case it rests on belongs. Which one that is, the form of the act says by its first reference. */
import { regionOf } from '@yunhe/law'
import { z } from 'zod'
import { type AnyProcedure, procedureInPath } from '../projections/procedures.ts'
import { textIn } from './asked.ts'
import type { Reading } from './reading.ts'

interface Reference {
  readonly field: string
  readonly procedure: AnyProcedure
}

interface Form {
  readonly asks: z.ZodType
}

const referenceByForm = new WeakMap<z.ZodType, { readonly found: Reference | undefined }>()

/** The first field of a form that names another case. */
export const referenceIn = ({ asks }: Form): Reference | undefined => {
  const known = referenceByForm.get(asks) ?? { found: findReference(asks) }
  referenceByForm.set(asks, known)
  return known.found
}

const findReference = (asks: z.ZodType): Reference | undefined => {
  const { properties = {} } = z.toJSONSchema(asks, { io: 'input', unrepresentable: 'any' })
  for (const [field, shape] of Object.entries(properties)) {
    const plural = typeof shape === 'object' && 'reference' in shape ? shape.reference : undefined
    const procedure = typeof plural === 'string' ? procedureInPath(plural) : undefined
    if (procedure) return { field, procedure }
  }
  return undefined
}

/** The region that a case about to open takes over; undefined where it rests on none. */
export const regionRestedOn = async (act: Form, asked: Readonly<Record<string, unknown>>, read: Reading): Promise<string | undefined> => {
  const reference = referenceIn(act)
  const id = reference && textIn(asked, reference.field)
  if (!reference || !id) return undefined
  const state = await read.one(reference.procedure, id)
  return reference.procedure.stageOf(state) === reference.procedure.stageOf(reference.procedure.start) ? undefined : regionOf(state)
}
