/** The files a product is served from: first the rows in SQLite, then whatever else its delivery needs, made from those (article 3). */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openDataEngine } from '../engine/data.ts'
import { engineTypes, literal, quoted } from '../engine/engine.ts'
import type { ProductSpec } from '../orders.ts'
import type { ServedColumn, ServingStore } from './serving-store.ts'
import { exportRows } from './sqlite-export.ts'

export const copyKinds = ['sqlite', 'csv', 'json', 'parquet', 'html', 'pdf'] as const
export type CopyKind = (typeof copyKinds)[number]

/** What stays of a product once it is published, by its way of delivery. */
export const kindsOf = ({ delivery }: Pick<ProductSpec, 'delivery'>): readonly CopyKind[] => {
  switch (delivery.by) {
    case 'look-up':
    case 'dashboard':
      return ['sqlite']
    case 'aggregates':
      return ['parquet']
    case 'file':
      return delivery.formats
    case 'report':
      return ['html', 'pdf']
    case 'score':
      return []
  }
}

export interface Making {
  readonly spec: ProductSpec
  readonly columns: readonly ServedColumn[]
  readonly fileOf: (kind: CopyKind) => string
  readonly serving: ServingStore
}

/** Makes the wanted copies from the rows that stand in SQLite; product masks are laid on here, where rows leave as a file. */
export const makeCopies = async (making: Making): Promise<void> => {
  const { spec, columns, fileOf } = making
  const kinds = kindsOf(spec)
  const show = shownBy(spec, columns)
  const needsText = (['csv', 'json', 'parquet'] as const).filter((kind) => kinds.includes(kind))
  if (kinds.includes('csv')) await exportRows({ from: fileOf('sqlite'), to: fileOf('csv'), as: 'csv', show, columns })
  if (needsText.some((kind) => kind !== 'csv')) await exportRows({ from: fileOf('sqlite'), to: fileOf('json'), as: 'json', show, columns })
  if (kinds.includes('parquet')) await toParquet(making)
  for (const kind of copyKinds) if (!kinds.includes(kind)) await rm(fileOf(kind), { force: true })
}

export const shownBy = ({ masks }: Pick<ProductSpec, 'masks'>, columns: readonly ServedColumn[]) =>
  columns.map(({ name }) => ({ name, mask: masks.find(({ column }) => column === name)?.mask }))

/** Sorted by the columns that are filtered, so that the engine passes over most of the file. */
const toParquet = async ({ spec, columns, fileOf }: Making): Promise<void> => {
  const engine = await openDataEngine({
    folders: [dirname(fileOf('json'))],
    spillFolder: dirname(fileOf('json')),
    memoryMegabytes: 1024,
    keepsOrder: true,
  })
  const types = shownBy(spec, columns).map(({ name, mask }, index) => {
    const type = mask === undefined || mask.kind === 'round' ? engineTypeOf(columns[index]?.type) : 'VARCHAR'
    return `${literal(name)}: ${literal(type)}`
  })
  const sorted = [...new Set(spec.parameters.map(({ column }) => quoted(column)))]
  const order = spec.delivery.by === 'aggregates' && sorted.length > 0 ? ` ORDER BY ${sorted.join(', ')}` : ''
  try {
    await engine.copy(
      `SELECT * FROM read_json(${literal(fileOf('json'))}, format = 'newline_delimited', columns = {${types.join(', ')}})${order}`,
      fileOf('parquet'),
    )
  } finally {
    engine.close()
  }
}

const engineTypeOf = (type: string | undefined): string => engineTypes[(type ?? 'text') as keyof typeof engineTypes] ?? 'VARCHAR'

export const measuredFile = async (file: string): Promise<{ readonly bytes: number; readonly sha256: string }> => {
  const digest = createHash('sha256')
  await pipeline(createReadStream(file), digest)
  return { bytes: (await stat(file)).size, sha256: digest.digest('hex') }
}
