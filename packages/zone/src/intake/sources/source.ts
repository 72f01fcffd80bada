/** Named sources: databases that the zone's operator has set down, and that a delivery may name and nothing more (articles 12 and 16). */
import { z } from 'zod'

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
const identifier = z.string().min(1).max(128)

const table = z.object({
  /** As it stands in the database. */
  schema: identifier.optional(),
  table: identifier,
  /** The only dataset that may be filled from it. */
  dataset: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/),
  /** A column that only grows, by which a later pull goes on. */
  watermark: identifier.optional(),
  /** Names in the database by those of the contract, where they differ. */
  columns: z.record(z.string(), identifier).default({}),
})
export type SourceTable = z.infer<typeof table>

const source = z.object({
  kind: z.enum(['postgres', 'mysql']),
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  database: identifier,
  user: identifier,
  /** A file that holds the password and nothing else; it is read when the source is. */
  passwordFile: z.string().optional(),
  /** Certificates that vouch for the server, as PEM; without it the line is not encrypted. */
  caFile: z.string().optional(),
  /** For each statement. */
  timeoutSeconds: z.int().min(1).max(86_400).default(600),
  tables: z.record(name, table),
})
export type Source = z.infer<typeof source>

/** `YUNHE_ZONE_SOURCES` names a file of this shape. */
export const sourcesShape = z.record(name, source)
export type Sources = z.infer<typeof sourcesShape>

/** What a dataset may be filled from. */
export const sourcesFor = (sources: Sources, dataset: string) =>
  Object.entries(sources).flatMap(([source, { kind, tables }]) =>
    Object.entries(tables)
      .filter(([, one]) => one.dataset === dataset)
      .map(([table, { watermark }]) => ({ source, table, kind, isIncremental: watermark !== undefined })),
  )

/** Names are looked up, never put into a statement. @returns undefined where this dataset may not be filled from there */
export const sourceTable = (sources: Sources, dataset: string, source: string, table: string) => {
  const found = Object.hasOwn(sources, source) ? sources[source] : undefined
  const wanted = found !== undefined && Object.hasOwn(found.tables, table) ? found.tables[table] : undefined
  return found === undefined || wanted?.dataset !== dataset ? undefined : { source: found, table: wanted }
}
