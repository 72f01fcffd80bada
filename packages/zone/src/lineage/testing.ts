/** The official schemas of OpenLineage, where they lie beside the project: what they object to in events, facets included. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const schemas = join(import.meta.dirname, '../../../../../shared/schemas/openlineage')
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

interface Event {
  readonly job: { readonly facets: object }
  readonly outputs: readonly { readonly facets: { readonly columnLineage: unknown; readonly schema: unknown } }[]
}

const faultsBySchemas = (): ((events: readonly unknown[]) => readonly string[]) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(read(join(schemas, 'OpenLineage.json')))
  for (const facet of readdirSync(join(schemas, 'facets'))) ajv.addSchema(read(join(schemas, 'facets', facet)))
  const faultsIn = (schema: string, value: unknown): readonly string[] => {
    const validate = ajv.getSchema(`https://openlineage.io/spec/${schema}`)
    if (validate === undefined) throw new Error(`could not find the schema ${schema}`)
    return validate(value) ? [] : [`${schema}: ${JSON.stringify(validate.errors)}`]
  }
  return (events) =>
    (events as readonly Event[]).flatMap((event) => [
      ...faultsIn('2-0-2/OpenLineage.json', event),
      ...faultsIn('facets/2-0-4/JobTypeJobFacet.json', event.job.facets),
      ...event.outputs.flatMap(({ facets: { columnLineage, schema } }) => [
        ...faultsIn('facets/1-2-0/ColumnLineageDatasetFacet.json', { columnLineage }),
        ...faultsIn('facets/1-2-0/SchemaDatasetFacet.json', { schema }),
      ]),
    ])
}

/** Nothing where the schemas are not there. */
export const openLineageFaults = existsSync(schemas) ? faultsBySchemas() : undefined
