/** A report is made once for each version, from the rows that passed the output checks: as a page and as a PDF (article 3). */
import { writeFile } from 'node:fs/promises'
import { type Making, shownBy } from './copies.ts'
import { type Drawn, pageOf } from './page.ts'
import { writePdf } from './report-pdf.ts'
import type { ServedRow, ServingStore, Wanted } from './serving-store.ts'

/** A report is read by people: more rows than this are a data set. */
export const mostRowsDrawn = 1000

export const writeReport = async ({ spec, columns, fileOf, serving }: Making, atMs: number): Promise<void> => {
  if (spec.delivery.by !== 'report') return
  const name = `report of ${spec.product}@${spec.version}`
  await serving.open(name, fileOf('sqlite'))
  try {
    const drawn = await drawnFrom(serving, name, { conditions: [], show: shownBy(spec, columns), limit: mostRowsDrawn })
    const titled = { spec, atMs }
    await writeFile(fileOf('html'), pageOf(titled, spec.delivery.blocks, drawn), { mode: 0o600 })
    await writePdf(fileOf('pdf'), titled, spec.delivery.blocks, drawn)
  } finally {
    await serving.close(name)
  }
}

export const drawnFrom = async (
  serving: ServingStore,
  name: string,
  wanted: Wanted & { readonly show: NonNullable<Wanted['show']> },
): Promise<Drawn> => {
  const found = await serving.look(name, wanted)
  const columns = wanted.show.map((column) => column.name)
  const rows = (JSON.parse(found.body) as Record<string, ServedRow[number]>[]).map((row) => columns.map((column) => row[column] ?? null))
  return { columns, rows, more: found.more }
}
