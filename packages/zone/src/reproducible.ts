/** The same inputs and the same code give the same output: what went in and what was shown, each as one hash (article 16). */
import { canonicalJson } from './canonical.ts'
import type { Prepared, ShownStep } from './kinds/kind.ts'
import { hashOf } from './signing.ts'
import type { Manifest } from './store/manifest.ts'

/**
 * Hash of all that decides a result: the version and the sealed hashes of the parts that are read, every text as it runs, the parameters, what a
 * task is given with its seeds, the number of threads, and the engine.
 */
export const inputsHashOf = (
  manifest: Manifest,
  { reads, work, onTwin }: Pick<Prepared, 'reads' | 'work' | 'onTwin'>,
  engine: string,
): string =>
  hashOf({
    parts: reads
      .map(({ table, columns }) => ({
        table,
        columns: columns.toSorted(),
        version: manifest.version,
        parts: (manifest.tables.find((stored) => stored.table === table)?.parts ?? []).map(({ sha256 }) => sha256),
      }))
      .sort((one, other) => (one.table < other.table ? -1 : 1)),
    work: JSON.parse(JSON.stringify(work)) as unknown,
    on: onTwin === true ? 'twin' : 'data',
    engine,
  })

/**
 * Hash of what is shown and of nothing else: a hash of what was held back would let it be guessed. Rows count as a set, since without an order the
 * engine gives them in any, and among equals also with one.
 */
export const outputHashOf = (steps: readonly ShownStep[], aside: Readonly<Record<string, unknown>> = {}): string =>
  hashOf({
    steps: steps.map((step) =>
      step.outcome === 'withheld'
        ? { name: step.name, withheld: true }
        : {
            name: step.name,
            columns: step.columns.map(({ name, type }) => ({ name, type })),
            rows: step.rows.map((row) => canonicalJson(row)).sort(),
          },
    ),
    aside: JSON.parse(JSON.stringify(aside)) as unknown,
  })
