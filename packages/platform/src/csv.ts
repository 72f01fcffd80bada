/** Rows as a CSV file that opens in any spreadsheet: UTF-8 with its mark, and no cell that a spreadsheet would run as a formula. */

const needsQuotes = /[",\r\n]/
/** The full-width signs too: a spreadsheet set to Chinese may take them for the others. */
const wouldRun = /^[=+\-@\t\r\n＝＋－＠]/
const isNumber = /^-?\d+(\.\d+)?$/

const cellOf = (text: string): string => {
  const harmless = wouldRun.test(text) && !isNumber.test(text) ? `'${text}` : text
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** Stands before the first line. */
export const csvMark = '\uFEFF'
export const csvLine = (row: readonly string[]): string => `${row.map(cellOf).join(',')}\r\n`
export const csvOf = (rows: readonly (readonly string[])[]): string => `${csvMark}${rows.map(csvLine).join('')}`
