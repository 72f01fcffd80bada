/** Who stands in which cell, as text: what names the cell of a row, and the rest of the SELECT with the numbers of the rows. */

export interface Membership {
  /** An expression over the rows, UBIGINT. */
  readonly cell: string
  /** Everything behind it: the numbers of the rows, INTEGER, then FROM and what follows. Two with one `rest` look at the same rows. */
  readonly rest: string
}

const head = 'SELECT '
const as = ' AS __c, '

/**
 * @param whole text whose first column is the cell, named __c · @param without the same text without that column
 * @returns undefined where the one is not the other with a column before it
 */
export const membershipIn = (whole: string, without: string): Membership | undefined => {
  const rest = without.slice(head.length)
  const cell = whole.slice(head.length, -(as.length + rest.length))
  return without.startsWith(head) && whole === `${head}${cell}${as}${rest}` ? { cell, rest } : undefined
}
