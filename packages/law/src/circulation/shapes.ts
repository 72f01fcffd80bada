/** Shapes of chapter 5 that a product and the matters of its registration share: what is registered, and how a certificate stands. */
import { z } from 'zod'
import { kindShape, meteringUnits, productForms } from '../identifiers/kinds.ts'

/** What is registered of a product beyond the version that was reviewed; it can be changed without touching that version. */
export const particularsShape = z.object({
  form: kindShape(productForms).optional(),
  meteringUnit: kindShape(meteringUnits).optional(),
  summary: z.string().trim().min(1).max(2000).optional().meta({ format: 'document' }),
})
export type Particulars = Readonly<z.infer<typeof particularsShape>>

export const certificateStandings = ['issued', 'changed', 'corrected', 'renewed', 'expired', 'revoked', 'cancelled'] as const
export type CertificateStanding = (typeof certificateStandings)[number]
