/** The shapes of the contract under the names they have there, so that an answer refers to them instead of repeating them. */
import * as contract from '@yunhe/platform/contract'
import { z } from 'zod'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json | undefined }

export const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })

const isShape = (value: unknown): value is z.ZodType => value instanceof z.ZodType

const named = Object.entries<unknown>({ ...contract }).flatMap(([name, value]) => (isShape(value) ? [[name, value] as const] : []))

const registry = z.registry<{ id: string }>()
for (const [id, shape] of named) registry.add(shape, { id })

/** One document declares its dialect once. */
export const withoutDialect = ({ $schema: _, '~standard': __, ...schema }: object & { $schema?: unknown; '~standard'?: unknown }): Json =>
  schema as Json

const uri = (name: string): string => `#/components/schemas/${name}`

const all = (): Json => {
  const { schemas } = z.toJSONSchema(registry, { uri, unrepresentable: 'any' })
  return Object.fromEntries(Object.entries(schemas).map(([name, { $id: _, ...schema }]) => [name, withoutDialect(schema)]))
}

/** The name where the contract gives one, also inside a list; the shape itself otherwise. */
const use = (shape: z.ZodType): Json => {
  const known = named.find(([, one]) => one === shape)
  if (known) return reference(known[0])
  if (shape instanceof z.ZodArray && isShape(shape.element)) return { type: 'array', items: use(shape.element) }
  return withoutDialect(z.toJSONSchema(shape, { unrepresentable: 'any' }))
}

export const shapesOf = { all, use }
