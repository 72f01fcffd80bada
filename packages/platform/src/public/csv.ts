/** Rows as a CSV file that opens in any spreadsheet: UTF-8 with its mark, and no cell that a spreadsheet would run as a formula. */

const needsQuotes = /[",\r\n]/
const wouldRun = /^[=+\-@\t\r]/
const isNumber = /^-?\d+(\.\d+)?$/

const cellOf = (text: string): string => {
  const harmless = wouldRun.test(text) && !isNumber.test(text) ? `'${text}` : text
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`
