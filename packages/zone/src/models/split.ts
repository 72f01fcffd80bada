/** Training, validation and test: by the hash of the subject, so that no subject ever stands on two sides (article 16). */
import { shareOf } from './random.ts'
import type { FeatureTable } from './table.ts'

export interface SplitShares {
  readonly validation: number
  readonly test: number
}

export const splitNames = ['train', 'validation', 'test'] as const
export type SplitName = (typeof splitNames)[number]

/** Row numbers by side, in the order of the table. */
export type Split = Readonly<Record<SplitName, Int32Array>>

export const splitBySubject = (
  { subjects, subjectHashes }: Pick<FeatureTable, 'subjects' | 'subjectHashes'>,
  { validation, test }: SplitShares,
  seed: number,
): Split => {
  const sides = Array.from(subjectHashes, (hash) => sideOf(shareOf(hash, seed), validation, test))
  const rowsOn = (side: SplitName) => Int32Array.from(rowNumbers(subjects).filter((row) => sides[subjects[row] ?? 0] === side))
  return { train: rowsOn('train'), validation: rowsOn('validation'), test: rowsOn('test') }
}

const rowNumbers = (subjects: Int32Array): Int32Array => Int32Array.from(subjects, (_, row) => row)

const sideOf = (share: number, validation: number, test: number): SplitName => {
  if (share < test) return 'test'
  return share < test + validation ? 'validation' : 'train'
}
