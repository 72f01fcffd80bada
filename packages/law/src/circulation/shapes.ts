/** Shapes of chapter 5 that cases share: what is registered of a product, how a certificate stands, what an answer hides. */
import { z } from 'zod'
import { kindShape, meteringUnits, productForms, responseMasks } from '../identifiers/kinds.ts'
import { nameShape } from '../kernel/shapes.ts'

/** What is registered of a product beyond the version that was reviewed; it can be changed without touching that version. */
export const particularsShape = z.object({
  form: kindShape(productForms).optional(),
  meteringUnit: kindShape(meteringUnits).optional(),
  summary: z.string().trim().min(1).max(2000).optional().meta({ format: 'document' }),
})
export type Particulars = Readonly<z.infer<typeof particularsShape>>

export const certificateStandings = ['issued', 'changed', 'corrected', 'renewed', 'expired', 'revoked', 'cancelled'] as const
export type CertificateStanding = (typeof certificateStandings)[number]

/** What an answer hides of one of its fields. */
export const maskShape = z.object({
  column: nameShape,
  mask: kindShape(responseMasks),
  /** For `round`: the step. */
  roundTo: z.number().positive().optional(),
  /** For `partial`: how many signs stay. */
  keepStart: z.int().min(0).max(10).optional(),
  keepEnd: z.int().min(0).max(10).optional(),
})
export type Mask = Readonly<z.infer<typeof maskShape>>

export const masksAsOrdered = (masks: readonly Mask[]) => masks.map(({ column, ...mask }) => ({ column, mask: maskAsOrdered(mask) }))

const maskAsOrdered = ({ mask, roundTo = 1, keepStart = 0, keepEnd = 0 }: Omit<Mask, 'column'>) => {
  if (mask === 'round') return { kind: mask, to: roundTo }
  return mask === 'partial' ? { kind: mask, keepStart, keepEnd } : { kind: mask }
}
