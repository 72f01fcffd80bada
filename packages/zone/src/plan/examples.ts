/** What a decision would make of each column, shown on rows that nobody stands behind: the mask, what it still tells, before and after (article 12). */
import { randomBytes } from '@yunhe/keys'
import type { Words } from '@yunhe/law/kernel/words'
import { openDataEngine } from '../engine/data.ts'
import { quoted } from '../engine/engine.ts'
import { type GrantedTable, maskOf, planOf } from '../grant.ts'
import { keyedFunctions } from '../masks/keyed.ts'
import { maskByKind } from '../masks/masks.ts'
import type { DatasetContract, Mask } from '../orders.ts'
import { withPrivateFolder } from '../store/private-folder.ts'
import { madeUpRelation, madeUpRows } from '../synthetic/rows.ts'

export interface ColumnExamples {
  readonly name: string
  readonly type: string
  readonly disclosure: string
  readonly mask?: Mask
  readonly inverse?: 'none' | 'with-the-key'
  readonly leaks?: Words
  /** Why this decision cannot be kept for the column. */
  readonly unfit?: 'unknown-column' | 'mask-missing' | 'mask-does-not-fit'
  /** None where the column stays hidden; an empty value is null. */
  readonly examples: readonly { readonly before: string | null; readonly after: string | null }[]
}

const rows = 5

/** The same expressions as provisioning, under a key that nobody keeps. */
export const examplesOf = (contract: DatasetContract, columns: GrantedTable['columns']): Promise<readonly ColumnExamples[]> =>
  withPrivateFolder(async (folder) => {
    const engine = await openDataEngine({
      folders: [folder],
      spillFolder: folder,
      threads: 1,
      memoryMegabytes: 128,
      keepsOrder: true,
      functions: keyedFunctions(randomBytes(32)),
    })
    try {
      const madeUp = madeUpRows(contract.columns, { rows, seed: contract.dataset })
      const relation = `(SELECT *, 0 AS file_index, row_number() OVER () AS file_row_number FROM ${madeUpRelation(contract.columns, madeUp)})`
      const shown: ColumnExamples[] = []
      for (const column of columns) {
        const told = toldOf(contract, column)
        if (column.disclosure === 'hidden' || told.unfit !== undefined) {
          shown.push({ ...told, examples: [] })
          continue
        }
        const plan = planOf({ dataset: contract.dataset, columns: [column], rows: [], minimumGroup: 2 }, contract)
        if (typeof plan === 'string') {
          shown.push({ ...told, unfit: 'mask-does-not-fit', examples: [] })
          continue
        }
        const before = `CAST(${quoted(column.name)} AS VARCHAR) AS before_mask`
        const made = await engine.rows(
          `SELECT before_mask, CAST(${quoted(column.name)} AS VARCHAR) AS after_mask FROM (SELECT ${before}, ${plan.select} FROM ${relation})`,
          plan.bind,
        )
        shown.push({
          ...told,
          examples: made.map(({ before_mask, after_mask }) => ({ before: textOf(before_mask), after: textOf(after_mask) })),
        })
      }
      return shown
    } finally {
      engine.close()
    }
  })

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))

const toldOf = ({ columns }: DatasetContract, column: GrantedTable['columns'][number]): Omit<ColumnExamples, 'examples'> => {
  const known = columns.find(({ name }) => name === column.name)
  const mask = maskOf(column)
  const unfit = known === undefined ? 'unknown-column' : column.disclosure === 'masked' && mask === undefined ? 'mask-missing' : undefined
  return {
    name: column.name,
    type: known?.type ?? 'text',
    disclosure: column.disclosure,
    ...(mask && { mask, inverse: maskByKind[mask.kind].inverse, leaks: maskByKind[mask.kind].leaks }),
    ...(unfit && { unfit }),
  }
}
