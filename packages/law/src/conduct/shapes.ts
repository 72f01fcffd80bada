/** Shapes of chapter 4 that catalog items, data requests and the zone's grants share: columns, disclosures, masks, row limits. */
import { z } from 'zod'
import { nameShape, titleShape } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'

export const columnTypes = ['text', 'integer', 'number', 'date', 'timestamp', 'boolean'] as const

/** What a column says of a person. */
export const personalKinds = {
  none: { zh: '非个人信息', en: 'not personal' },
  identifier: { zh: '直接标识', en: 'identifier' },
  'quasi-identifier': { zh: '准标识', en: 'quasi-identifier' },
  sensitive: { zh: '敏感个人信息', en: 'sensitive' },
} as const satisfies Record<string, Words>
export type PersonalKind = keyof typeof personalKinds

/** Grades in rising order; core data never enters the catalog of authorized operation. */
export const grades = ['general-1', 'general-2', 'general-3', 'general-4', 'important'] as const
export type Grade = (typeof grades)[number]

export const fieldShape = z.object({
  name: nameShape,
  type: z.enum(columnTypes),
  title: titleShape,
  personal: z.enum(['none', 'identifier', 'quasi-identifier', 'sensitive']),
  required: z.boolean(),
  grade: z.enum(grades),
})
export type Field = z.infer<typeof fieldShape>

/** A dataset is as grave as its gravest column. */
export const gradeOf = (fields: readonly Pick<Field, 'grade'>[]): Grade =>
  fields.reduce<Grade>((gravest, { grade }) => (grades.indexOf(grade) > grades.indexOf(gravest) ? grade : gravest), 'general-1')

export const disclosures = {
  hidden: { zh: '不提供', en: 'hidden' },
  plain: { zh: '原值', en: 'plain' },
  masked: { zh: '脱敏后提供', en: 'masked' },
  'join-key': { zh: '仅用于关联', en: 'join key only' },
  'filter-only': { zh: '仅用于筛选', en: 'filter only' },
  'after-grouping': { zh: '分组后提供', en: 'after grouping' },
  'after-aggregation': { zh: '汇总后提供', en: 'after aggregation' },
} as const satisfies Record<string, Words>
export type Disclosure = keyof typeof disclosures

/** How a value is masked as a workspace is written out; the zone's orders speak the same words. */
export const maskShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pseudonym') }),
  z.object({ kind: z.literal('format-preserving'), of: z.enum(['id-number', 'id-number-in-region', 'mobile']) }),
  z.object({ kind: z.literal('partial'), keepStart: z.int().min(0).max(10), keepEnd: z.int().min(0).max(10) }),
  z.object({ kind: z.literal('generalize-date'), to: z.enum(['month', 'quarter', 'year', 'decade']) }),
  z.object({ kind: z.literal('generalize-number'), width: z.number().positive() }),
  z.object({ kind: z.literal('generalize-hierarchy'), valueByValue: z.record(z.string(), z.string()) }),
  z.object({ kind: z.literal('district') }),
  z.object({ kind: z.literal('generalize-address'), to: z.enum(['street', 'district', 'city']) }),
  z.object({ kind: z.literal('bands'), edges: z.array(z.number()).min(1).max(40) }),
  z
    .object({ kind: z.literal('top-bottom'), lowest: z.number().optional(), highest: z.number().optional() })
    .refine(({ lowest, highest }) => (lowest ?? highest) !== undefined && (lowest ?? -Infinity) < (highest ?? Infinity), {
      error: '至少写明一端，且下端小于上端 / at least one end, the lower below the upper',
    }),
  z.object({ kind: z.literal('round'), step: z.number().positive() }),
  z.object({ kind: z.literal('noise'), percent: z.number().positive().max(50) }),
  z.object({ kind: z.literal('suppress') }),
])
export type Mask = z.infer<typeof maskShape>

const disclosureShape = z.enum(['hidden', 'plain', 'masked', 'join-key', 'filter-only', 'after-grouping', 'after-aggregation'])

/** One column as it is wished for or granted. */
export const columnGrantShape = z.object({ name: nameShape, disclosure: disclosureShape, mask: maskShape.optional() })
export type ColumnGrant = z.infer<typeof columnGrantShape>

/** Rows by the span of one column; both ends belong to it. */
export const rowLimitShape = z.object({ column: nameShape, from: z.string().max(80).optional(), to: z.string().max(80).optional() })
export type RowLimit = z.infer<typeof rowLimitShape>

/** What is done to the figures of results: nothing, rounding to a base, or noise that is the same for the same people. */
export const figureProtections = ['exact', 'round', 'cell-key'] as const
export type FigureProtection = (typeof figureProtections)[number]

/** The (n, k) rule and the p% rule; shares between 0 and 1. */
export const dominanceShape = z.object({
  largest: z.int().min(1).max(10),
  largestShare: z.number().positive().max(1),
  restShare: z.number().min(0).max(1),
})
export type Dominance = z.infer<typeof dominanceShape>

/** The furthest a count is moved, its variance, and the share of the largest contribution by which a sum is moved at most. */
export const noiseShape = z.object({
  most: z.int().min(1).max(50),
  variance: z.number().positive().max(400),
  noiseShare: z.number().positive().max(2),
})
export type Noise = z.infer<typeof noiseShape>

export const isolationLevels = ['A', 'B', 'C', 'D'] as const
export type IsolationLevel = (typeof isolationLevels)[number]
