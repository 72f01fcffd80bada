/** What a person may ask to be run, by kind, as it comes through the door: plain data, each part bounded (article 16, W16-3). */
import { z } from 'zod'
import { askedImport, askedScore, askedTrain } from '../models/asked.ts'

const parameters = z
  .record(z.string().regex(/^[a-z][a-z0-9_]{0,62}$/), z.union([z.string().max(1000), z.number(), z.boolean(), z.null()]))
  .optional()
const text = z.string().min(1).max(20_000)

/** On the granted tables, or on their synthetic twins. */
const on = z.enum(['data', 'twin']).optional()

export const askedSql = z.strictObject({ kind: z.literal('sql').optional(), sql: text, parameters, on })
export type AskedSql = z.infer<typeof askedSql>

/** A name of the house's own, as a table has one. */
const stepName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)

export const askedStep = z.strictObject({
  name: stepName,
  sql: text,
  /** A step that is not shown stays inside: only later steps read it. */
  shown: z.boolean(),
})
export type AskedStep = z.infer<typeof askedStep>

const mostSteps = 40
export const notebookSteps = z.array(askedStep).min(1).max(mostSteps)
export const askedNotebook = z.strictObject({
  kind: z.literal('notebook'),
  steps: notebookSteps,
  parameters,
})
export type AskedNotebook = z.infer<typeof askedNotebook>

/** Every kind of job there is: what is not named here is malformed. */
export const askedJob = z.union([askedSql, askedNotebook, askedTrain, askedScore, askedImport])
export type AskedJob = z.infer<typeof askedJob>
