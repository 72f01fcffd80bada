/** Who stands behind a set of rows, in the form in which results of queries are compared: 64 exclusive-ors of subject hashes. */
import type { FeatureTable } from './table.ts'

const buckets = 64

export const sketchOfSubjects = (
  { subjects, subjectHashes }: Pick<FeatureTable, 'subjects' | 'subjectHashes'>,
  rows: Int32Array,
): string => {
  const sums = new BigUint64Array(buckets)
  for (const subject of new Set(Int32Array.from(rows, (row) => subjects[row] ?? 0))) {
    const hash = subjectHashes[subject] ?? 0n
    const bucket = Number(hash % BigInt(buckets))
    sums[bucket] = (sums[bucket] ?? 0n) ^ hash
  }
  return Buffer.from(sums.buffer).toString('base64')
}
