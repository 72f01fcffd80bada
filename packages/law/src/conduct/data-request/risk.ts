/** Articles 12 and 16: the risk that the zone measured on the rows as they were written, and what a decision may ask of it. */
import { z } from 'zod'
import { nameShape } from '../../kernel/shapes.ts'

const share = z.number().min(0).max(1)
const attackerShape = z.object({ highest: share, average: share, above: share })

/** One table of a workspace; the definitions stand where it is measured, in the zone. */
export const tableRiskShape = z.object({
  table: nameShape,
  rows: z.int().min(0),
  quasiIdentifiers: z.array(nameShape).max(80),
  /** Fewest rows that look alike. */
  k: z.int().min(0),
  uniqueShare: share,
  highestRisk: share,
  averageRisk: share,
  classesBySize: z.record(z.string(), z.int()),
  attackers: z
    .object({
      acceptedRisk: share,
      population: z.int(),
      prosecutor: attackerShape,
      journalist: attackerShape,
      marketer: z.object({ average: share }),
    })
    .optional(),
  sensitive: z
    .array(
      z.object({
        column: nameShape,
        order: z.enum(['numbers', 'categories']),
        values: z.int(),
        l: z.int(),
        entropyL: z.number(),
        t: share,
      }),
    )
    .optional(),
  /** Of GB/T 42460. */
  level: z.int().min(1).max(4).optional(),
  /** Of the rows, those not written because too few were like them. */
  leftOutShare: share.optional(),
})
export type TableRisk = z.infer<typeof tableRiskShape>

/** A measure beyond what the decision allows: the zone did not open the workspace. */
export const beyondShape = z.object({
  table: nameShape,
  column: nameShape.optional(),
  measure: z.enum(['highest-risk', 'k', 'l', 't', 'level', 'left-out']),
  measured: z.number(),
  allowed: z.number(),
})
export type Beyond = z.infer<typeof beyondShape>

/** What a decision asks beyond the highest risk; what it leaves out is not asked. */
export const riskLimitFields = {
  minimumK: z.int().min(1).max(1_000_000).optional(),
  minimumL: z.int().min(1).max(1_000).optional(),
  maximumT: share.optional(),
  requiredLevel: z.int().min(1).max(4).optional(),
  /** Rows of smaller classes are not written at all. */
  leaveOutBelow: z.int().min(2).max(10_000).optional(),
  /** As long as they are no larger a share of a table. */
  mostLeftOut: z.number().min(0).max(0.2).optional(),
}
export type RiskLimits = z.infer<z.ZodObject<typeof riskLimitFields>>
