/** What one version of a holding consists of: its tables, their sealed parts and the data key under the scope's own key. */
import { z } from 'zod'
import { columnTypes } from '../orders.ts'

/** The unit of encryption and of destruction: `dataset/flights`, `workspace/w1`, `import/s1`, `export/x1`; `released/…` is what was released to an operator. It is the folder and the name of the key. */
export const scopeKinds = ['dataset', 'workspace', 'import', 'export', 'released', 'subjects', 'upload'] as const
export const scopeShape = z.templateLiteral([z.enum(scopeKinds), '/', z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/)])
export type Scope = z.infer<typeof scopeShape>

export const datasetScope = (dataset: string): Scope => scopeShape.parse(`dataset/${dataset}`)
/** Quarantine is a place of its own, so that nothing that looks for a dataset can come upon it (article 16). */
export const importScope = (one: string): Scope => scopeShape.parse(`import/${one}`)
/** Each export has a key of its own, so that it can be destroyed alone (article 19). */
export const exportScope = (one: string): Scope => scopeShape.parse(`export/${one}`)
/** What has come of a file that is on its way, until it is whole or nobody goes on with it. */
export const uploadScope = (upload: string): Scope => scopeShape.parse(`upload/${upload}`)
export const workspaceScope = (workspace: string): Scope => scopeShape.parse(`workspace/${workspace}`)

/** Sizes and hashes are of the sealed bytes. */
const part = z.object({
  file: z.string().regex(/^[a-z0-9_]+-[0-9]+\.sealed$/),
  sizeBytes: z.int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

const storedTable = z.object({
  table: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/),
  rows: z.int(),
  columns: z.array(z.object({ name: z.string(), type: z.enum(columnTypes) })),
  parts: z.array(part),
  /** Of a table of a workspace: the version of its dataset that it was written from. */
  datasetVersion: z.int().min(1).optional(),
})
export type StoredTable = z.infer<typeof storedTable>

/** How a delivery stands to the version before it. */
export const deliveryModes = ['whole', 'append', 'upsert'] as const
export type DeliveryMode = (typeof deliveryModes)[number]

/** Where a version of a dataset came from: ids, counts and hashes, never a value. */
const deliveredShape = z.object({
  delivery: z.string(),
  mode: z.enum(deliveryModes),
  /** `csv`, `xlsx`, … or the named source that it was pulled from. */
  from: z.string(),
  /** Of the delivered file, hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  person: z.string(),
  organization: z.string(),
  /** The version it builds on; none for the first. */
  previous: z.int().min(1).optional(),
  /** Rows of the file itself that were taken. */
  rows: z.int(),
  driftNotes: z.int(),
})
export type DeliveredFrom = z.infer<typeof deliveredShape>

/** What is kept beside the rows of a version, sealed like them. */
const paper = z.object({
  name: z.enum(['notes', 'set-aside']),
  file: z.string().regex(/^paper-[a-z-]+\.sealed$/),
  sizeBytes: z.int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type PaperName = z.infer<typeof paper>['name']

export const manifestShape = z.object({
  format: z.literal('yunhe/parts@1'),
  scope: scopeShape,
  version: z.int().min(1),
  at: z.iso.datetime(),
  /** The data key of this version, wrapped by the key of the scope: without that key nothing of the scope opens. */
  wrappedKey: z.string(),
  /** Of a dataset: a second half of the data key under a key of this version alone, so that it can be destroyed without the others. */
  versionKey: z.object({ name: z.string(), wrapped: z.string() }).optional(),
  /** Of a workspace: the secret of its pseudonyms and noise, sealed by the data key, so that it is destroyed with it. */
  sealedMaskKey: z.string().optional(),
  /** Of a dataset: rows of the file that were set aside. */
  rejectedRows: z.int().optional(),
  delivered: deliveredShape.optional(),
  papers: z.array(paper).optional(),
  tables: z.array(storedTable),
})
export type Manifest = z.infer<typeof manifestShape>

/** Where a part belongs: bound into its encryption, so that a part moved elsewhere does not open. */
export const contextOf = ({ scope, version }: Pick<Manifest, 'scope' | 'version'>, file: string): string => `${scope}@${version}/${file}`
