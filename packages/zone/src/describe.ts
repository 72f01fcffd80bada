/** The order `describe` carried out: what the newest version of a dataset holds and what its columns look like, told to the platform (articles 6 and 13). */
import type { Outcome } from './carry/obey.ts'
import { notesOf } from './intake/notes.ts'
import { datasetScope } from './store/manifest.ts'
import type { PartStore } from './store/parts.ts'

export type DescribeDataset = (dataset: string) => Promise<Outcome>

export const describing =
  (store: PartStore): DescribeDataset =>
  async (dataset) => {
    const manifest = await store.currentVersion(datasetScope(dataset))
    if (manifest?.delivered === undefined) return { ok: false, refusal: 'wrong-state', detail: `nothing of ${dataset} has been delivered` }
    const { sha256, mode, person, driftNotes } = manifest.delivered
    const notes = await notesOf(store, manifest)
    const columns = (notes?.profile.columns ?? []).flatMap(({ name, suggestions: [likeliest] }) =>
      likeliest === undefined
        ? []
        : [
            {
              name,
              kind: likeliest.kind,
              confidence: likeliest.confidence,
              evidence: [...likeliest.evidence],
              personal: likeliest.personal,
              grade: likeliest.grade,
            },
          ],
    )
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    const described = {
      dataset,
      version: manifest.version,
      rows,
      rejectedRows: manifest.rejectedRows ?? 0,
      sha256,
      mode,
      person,
      driftNotes,
      columns,
    }
    return { ok: true, result: { described } }
  }
