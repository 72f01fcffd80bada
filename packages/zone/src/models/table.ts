/** The feature table as learners see it: columns of numbers and of categories, a target, and whose each row is. Lives inside the sandbox only. */

export interface NumberColumn {
  readonly name: string
  readonly kind: 'number'
  /** NaN where nothing is known. Values are rounded to 32 bits, so that every runtime compares the same numbers. */
  readonly values: Float32Array
}

export interface CategoryColumn {
  readonly name: string
  readonly kind: 'category'
  /** Index into `levels`, -1 where nothing is known. */
  readonly codes: Int32Array
  /** In the order of their texts. */
  readonly levels: readonly string[]
}

export type FeatureColumn = NumberColumn | CategoryColumn

export interface FeatureTable {
  readonly rows: number
  readonly features: readonly FeatureColumn[]
  /** The subject of each row as a number from 0: rows of one subject share it. */
  readonly subjects: Int32Array
  /** The hash of each subject, by its number. */
  readonly subjectHashes: BigUint64Array
}

/** Counts the different subjects among some rows; `seen` keeps marks between calls so that counting costs no memory. */
export const subjectCounter = (table: Pick<FeatureTable, 'subjects' | 'subjectHashes'>) => {
  const seen = new Int32Array(table.subjectHashes.length)
  let round = 0
  return (rows: Iterable<number>): number => {
    round += 1
    let count = 0
    for (const row of rows) {
      const subject = table.subjects[row] ?? 0
      if (seen[subject] === round) continue
      seen[subject] = round
      count += 1
    }
    return count
  }
}
