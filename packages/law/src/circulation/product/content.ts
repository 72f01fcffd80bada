/** What a version of a product says, and which of it is registered beside the version that was reviewed. */
import { z } from 'zod'
import { kindShape, meteringUnits, productForms, usePurposes } from '../../identifiers/kinds.ts'
import { choiceOf, nameShape, titleShape } from '../../kernel/shapes.ts'
import type { Particulars } from '../shapes.ts'
import { deliveryFields } from './delivery.ts'

/** What a version says. A draft may still lack form and unit; it is not registrable then. */
export const contentShape = z.object({
  name: titleShape,
  form: kindShape(productForms).optional(),
  meteringUnit: kindShape(meteringUnits).optional(),
  purpose: kindShape(usePurposes),
  summary: z.string().trim().min(1).max(2000),
  scenarios: z.array(choiceOf('scenarios', 'request')).max(20),
  ...deliveryFields,
  parameters: z
    .array(
      z.object({
        name: nameShape,
        column: nameShape,
        match: z.enum(['equals', 'from', 'to']),
        required: z.boolean().default(false),
      }),
    )
    .max(20)
    .default([]),
})
export type Content = Readonly<z.infer<typeof contentShape>>

/** The content as the register tells it from now on; what is left out stays. */
export const withParticulars = (content: Content, { form, meteringUnit, summary }: Particulars): Content => ({
  ...content,
  ...(form && { form }),
  ...(meteringUnit && { meteringUnit }),
  ...(summary !== undefined && { summary }),
})
