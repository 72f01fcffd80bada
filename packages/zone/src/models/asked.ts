/** What a person may ask of modelling, as it comes through the door: named learners, bounded parameters, no code (article 3). */
import { z } from 'zod'
import { sqlName } from '../orders.ts'

const text = z.string().min(1).max(20_000)
const parameters = z.record(sqlName, z.union([z.string().max(1000), z.number(), z.boolean(), z.null()])).optional()

export const linear = z.strictObject({ learner: z.literal('linear'), ridge: z.number().min(0).max(1e6).default(1) })
export const logistic = z.strictObject({
  learner: z.literal('logistic'),
  penalty: z.number().min(0).max(1e6).default(1),
  mostIterations: z.int().min(1).max(200).default(50),
})
export const trees = z.strictObject({
  learner: z.literal('trees'),
  task: z.enum(['regression', 'binary']),
  rounds: z.int().min(1).max(500).default(100),
  learningRate: z.number().min(0.01).max(1).default(0.1),
  mostLeaves: z.int().min(2).max(4096).default(15),
  mostDepth: z.int().min(1).max(64).default(5),
  minimumLeaf: z.int().min(1).max(100_000).default(50),
  ridge: z.number().min(0).max(1e6).default(1),
  patience: z.int().min(0).max(100).default(10),
  bins: z.int().min(2).max(255).default(64),
})
export const kMeans = z.strictObject({
  learner: z.literal('k-means'),
  clusters: z.int().min(2).max(200).default(5),
  starts: z.int().min(1).max(20).default(3),
  mostIterations: z.int().min(1).max(300).default(100),
})
export const learner = z.discriminatedUnion('learner', [linear, logistic, trees, kMeans])

/** Shown with the model wherever it is: what it is for and where it must not be relied on. */
const card = z.strictObject({ purpose: z.string().min(4).max(500), limits: z.string().max(500).default('') })
const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)

export const askedTrain = z.strictObject({
  kind: z.literal('train'),
  name,
  sql: text,
  parameters,
  target: z.strictObject({ column: sqlName, positive: z.string().max(100).optional() }).optional(),
  group: sqlName.optional(),
  learner,
  runtime: z.enum(['built-in', 'python']).default('built-in'),
  shares: z
    .strictObject({ validation: z.number().min(0).max(0.5), test: z.number().min(0).max(0.5) })
    .default({ validation: 0.15, test: 0.25 }),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
  threshold: z.number().gt(0).lt(1).default(0.5),
  card,
})
export type AskedTrain = z.infer<typeof askedTrain>

export const askedScore = z.strictObject({
  kind: z.literal('score'),
  model: z.string().max(80),
  sql: text,
  parameters,
  /** A category by which the scores are told apart. */
  by: sqlName.optional(),
})
export type AskedScore = z.infer<typeof askedScore>

/** An ONNX file as base64, about ten megabytes of it at most. */
export const askedImport = z.strictObject({ kind: z.literal('import'), name, onnx: z.base64().min(16).max(14_000_000), card })
export type AskedImport = z.infer<typeof askedImport>
