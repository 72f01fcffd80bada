/** How far a table is de-identified, in the four levels of GB/T 42460, judged on the rows as they were written (articles 12 and 16). */
import type { DatasetContract, Grant, Mask } from '../orders.ts'

type GrantedTable = Grant['tables'][number]
type GrantedColumn = GrantedTable['columns'][number]
export type Level = 1 | 2 | 3 | 4

/**
 * 1: a direct identifier stands in the rows as it is. 2: none does, but a part of one is left, or somebody may be found by the
 * quasi-identifiers at a higher risk than is accepted. 3: none does, and the highest risk is accepted. 4: the rows tell of nobody.
 */
export const levelOf = (table: GrantedTable, contract: DatasetContract, highestRisk: number, acceptedRisk: number): Level => {
  if (isAboutNobody(contract)) return 4
  const left = writtenOf(table, contract, 'identifier').map(leftOfIdentifier)
  if (left.includes('all')) return 1
  return left.includes('part') || highestRisk > acceptedRisk ? 2 : 3
}

const isAboutNobody = ({ subject, columns }: DatasetContract): boolean =>
  subject === undefined && columns.every(({ personal }) => personal === 'none')

/** The columns that were written and that the catalog calls so. */
export const writtenOf = (
  { columns }: GrantedTable,
  contract: DatasetContract,
  personal: DatasetContract['columns'][number]['personal'],
): readonly GrantedColumn[] =>
  columns.filter(
    ({ name, disclosure }) =>
      disclosure !== 'hidden' && contract.columns.some((column) => column.name === name && column.personal === personal),
  )

/** Masks that put something else in place of an identifier; of every other mask a part of it is taken to be left. A join key without a mask is a pseudonym. */
const isReplaced = (mask: Mask): boolean =>
  mask.kind === 'pseudonym' || mask.kind === 'suppress' || (mask.kind === 'format-preserving' && mask.of !== 'id-number-in-region')

const leftOfIdentifier = ({ disclosure, mask }: GrantedColumn): 'all' | 'part' | 'nothing' => {
  if (mask === undefined) return disclosure === 'join-key' ? 'nothing' : 'all'
  return isReplaced(mask) ? 'nothing' : 'part'
}
