import { expect, it } from 'vitest'
import { z } from 'zod'
import { cases } from './cases.ts'
import { idShape } from './kernel/shapes.ts'

interface Schema {
  readonly pattern?: string
  readonly reference?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly additionalProperties?: Schema | boolean
}

const idPattern = (z.toJSONSchema(idShape) as Schema).pattern

/** Where an id is asked for without saying of what. */
const bareIds = (schema: Schema, place: string): readonly string[] => [
  ...(schema.pattern === idPattern && schema.reference === undefined ? [place] : []),
  ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => bareIds(one, place === '' ? name : `${place}.${name}`)),
  ...(schema.items === undefined ? [] : bareIds(schema.items, place)),
  ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((one) => bareIds(one, place)),
  ...(typeof schema.additionalProperties === 'object' ? bareIds(schema.additionalProperties, place) : []),
]

/** What people name themselves for the first time, and what the zone's own pages fill in. */
const given: Readonly<Record<string, readonly string[]>> = {
  'call.draft': ['scenarios.id'],
  'call.publish': ['scenarios.id'],
  'call.amend': ['scenarios.id'],
  'indicator-system.publish': ['indicators.code'],
  'export.request': ['export'],
  'product.draft': ['model'],
  'product.revise': ['model'],
}

const isForPeople = ({ when }: { readonly when: readonly { readonly actors?: readonly string[] }[] }): boolean =>
  !when.some(({ actors }) => actors?.every((role) => role === 'platform'))

it('A9 no act that people do asks them for an id without saying of what, so that a form offers names', () => {
  const found = cases
    .flatMap(({ acts }) => acts as readonly { name: string; asks: z.ZodType; when: readonly { actors?: readonly string[] }[] }[])
    .filter(isForPeople)
    .map(({ name, asks }) => [name, [...new Set(bareIds(z.toJSONSchema(asks, { io: 'input' }) as Schema, ''))]] as const)
    .filter(([, places]) => places.length > 0)
  expect(Object.fromEntries(found)).toEqual(given)
})
