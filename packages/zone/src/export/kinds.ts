/** What may leave the zone as a file: which kinds, in which formats, under which names (article 16, W16-3). */
import { z } from 'zod'

/** A plain file name with the ending of its format: nothing in it leads anywhere. */
export const fileName = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,59}\.(?:csv|json|md|sql|onnx)$/)

/**
 * No pictures and no printed documents, whose pixels cannot be read back and checked; no Parquet, which carries statistics and metadata beside its
 * rows; no program of any kind but the SQL text of a job.
 */
export const formatByEnding = { csv: 'csv', json: 'json', md: 'markdown', sql: 'sql', onnx: 'onnx' } as const
export type FileFormat = (typeof formatByEnding)[keyof typeof formatByEnding]

export const formatsByKind = {
  table: ['csv', 'json'],
  'chart-data': ['csv', 'json'],
  report: ['markdown'],
  code: ['sql'],
  model: ['onnx'],
} as const satisfies Record<string, readonly FileFormat[]>
export type FileKind = keyof typeof formatsByKind

const wantedFile = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['table', 'chart-data']),
    name: fileName,
    job: z.string().max(80),
    /** Which result of a job that has several. */
    step: z.string().max(80).optional(),
    /** Columns whose numbers are to stay as they are: they carry no mark. */
    exact: z.array(z.string().max(80)).max(200).default([]),
  }),
  z.strictObject({ kind: z.literal('report'), name: fileName, text: z.string().min(1).max(200_000) }),
  z.strictObject({ kind: z.literal('code'), name: fileName, job: z.string().max(80) }),
  z.strictObject({ kind: z.literal('model'), name: fileName, model: z.string().max(80) }),
])
export type WantedFile = z.infer<typeof wantedFile>

/** What a person chooses on the workbench. */
export const draftShape = z.strictObject({
  files: z.array(wantedFile).min(1).max(20),
  /** How it is to be read, as the request will say it; only looked at, to warn of what is missing. */
  context: z.string().max(4000).default(''),
})
export type Draft = z.infer<typeof draftShape>

export const formatOf = (name: string): FileFormat => formatByEnding[name.slice(name.lastIndexOf('.') + 1) as keyof typeof formatByEnding]

/** One file of a snapshot as everybody names it. */
export interface SnapshotFile {
  readonly name: string
  readonly kind: FileKind
  readonly format: FileFormat
  readonly rows: number
  readonly sizeBytes: number
  /** Of the bytes as they are reviewed; the released file carries its mark and has another hash. */
  readonly sha256: string
}
