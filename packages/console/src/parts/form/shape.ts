/** Reads the JSON Schema of an act's form into the few kinds of questions that the screen knows how to ask. */

export type Shape =
  | { readonly kind: 'text'; readonly maxLength: number | undefined; readonly pattern: string | undefined }
  | { readonly kind: 'long'; readonly maxLength: number | undefined }
  | { readonly kind: 'day' | 'instant' | 'yes-no' | 'fen' | 'organization' | 'number' | 'integer' }
  | { readonly kind: 'reference'; readonly plural: string; readonly beside?: readonly string[] }
  | { readonly kind: 'choice'; readonly values: readonly string[]; readonly words?: WordsByValue }
  | { readonly kind: 'choices'; readonly values: readonly string[]; readonly words?: WordsByValue }
  | { readonly kind: 'constant'; readonly value: unknown }
  | { readonly kind: 'list'; readonly item: Shape; readonly least: number }
  | { readonly kind: 'map'; readonly value: Shape }
  | { readonly kind: 'files'; readonly most: number; readonly accepts: readonly string[] }
  | { readonly kind: 'group'; readonly questions: readonly Question[] }
  | { readonly kind: 'variants'; readonly tag: string; readonly groups: readonly Variant[] }

/** The law's own words for the codes of a list, where it sends them. */
export type WordsByValue = Readonly<Record<string, { readonly zh: string; readonly en: string }>>

export interface Question {
  readonly name: string
  readonly shape: Shape
  readonly required: boolean
}

export interface Variant {
  readonly value: string
  readonly questions: readonly Question[]
}

type Schema = Readonly<Record<string, unknown>>
const asSchema = (value: unknown): Schema => (typeof value === 'object' && value !== null ? (value as Schema) : {})
const asNumber = (value: unknown) => (typeof value === 'number' ? value : undefined)
const asTexts = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])
const wordsOf = ({ words }: Schema) => (typeof words === 'object' && words !== null ? { words: words as WordsByValue } : {})
const longFrom = 200

const textOf = (schema: Schema): Shape => {
  const maxLength = asNumber(schema.maxLength)
  if (schema.format === 'date') return { kind: 'day' }
  if (schema.format === 'date-time') return { kind: 'instant' }
  if (schema.format === 'uscc') return { kind: 'organization' }
  if (schema.format === 'reason' || schema.format === 'document' || (maxLength ?? 0) > longFrom) return { kind: 'long', maxLength }
  return { kind: 'text', maxLength, pattern: typeof schema.pattern === 'string' ? schema.pattern : undefined }
}

const questionsOf = (schema: Schema, except?: string): readonly Question[] => {
  const required = asTexts(schema.required)
  return Object.entries(asSchema(schema.properties))
    .filter(([name]) => name !== except)
    .map(([name, one]) => ({ name, shape: shapeOf(asSchema(one)), required: required.includes(name) && !('default' in asSchema(one)) }))
}

const listOf = (schema: Schema): Shape => {
  if (schema.format === 'files') return { kind: 'files', most: asNumber(schema.maxItems) ?? 1, accepts: asTexts(schema.accepts) }
  const item = shapeOf(asSchema(schema.items))
  return item.kind === 'choice' ? { ...item, kind: 'choices' } : { kind: 'list', item, least: asNumber(schema.minItems) ?? 0 }
}

/** The property that is a constant in every branch tells the branches apart. */
const tagOf = (branches: readonly Schema[]) =>
  Object.keys(asSchema(branches[0]?.properties)).find((name) =>
    branches.every((one) => 'const' in asSchema(asSchema(one.properties)[name])),
  )

const branchesOf = (branches: readonly Schema[]): Shape => {
  const real = branches.filter((one) => one.type !== 'null' && one.const !== '')
  const [only] = real
  if (only && real.length === 1) return shapeOf(only)
  if (real.every((one) => 'const' in one)) return { kind: 'choice', values: real.map((one) => String(one.const)) }
  const tag = tagOf(real)
  if (tag === undefined) return { kind: 'text', maxLength: undefined, pattern: undefined }
  return {
    kind: 'variants',
    tag,
    groups: real.map((one) => ({ value: String(asSchema(asSchema(one.properties)[tag]).const), questions: questionsOf(one, tag) })),
  }
}

const objectOf = (schema: Schema): Shape =>
  typeof schema.additionalProperties === 'object' && schema.properties === undefined
    ? { kind: 'map', value: shapeOf(asSchema(schema.additionalProperties)) }
    : { kind: 'group', questions: questionsOf(schema) }

export const shapeOf = (schema: Schema): Shape => {
  const branches = schema.oneOf ?? schema.anyOf
  if (Array.isArray(branches)) return branchesOf(branches.map(asSchema))
  if (Array.isArray(schema.enum)) return { kind: 'choice', values: asTexts(schema.offered ?? schema.enum), ...wordsOf(schema) }
  if ('const' in schema) return { kind: 'constant', value: schema.const }
  if (typeof schema.reference === 'string')
    return { kind: 'reference', plural: schema.reference, ...('beside' in schema && { beside: asTexts(schema.beside) }) }
  if (schema.type === 'object') return objectOf(schema)
  if (schema.type === 'array') return listOf(schema)
  if (schema.type === 'boolean') return { kind: 'yes-no' }
  if (schema.format === 'fen') return { kind: 'fen' }
  if (schema.type === 'integer' || schema.type === 'number') return { kind: schema.type === 'integer' ? 'integer' : 'number' }
  return textOf(schema)
}
