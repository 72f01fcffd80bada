/** A CSV (RFC 4180) with a header, as rows by their columns; quotes, commas and line ends inside of quotes included. */

/** @throws where a quote is never closed, or a row has more fields than the header */
export const csvRows = (text: string): readonly Readonly<Record<string, string>>[] => {
  const [header = [], ...lines] = linesOf(text.replace(/^\uFEFF/, '')).filter((line) => line.some((field) => field !== ''))
  return lines.map((line) => {
    if (line.length > header.length) throw new Error('a row has more fields than the header')
    return Object.fromEntries(header.map((name, place) => [name.trim(), (line[place] ?? '').trim()]))
  })
}

/** A field in quotes, or one without; and what ends it. */
const fieldPattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y

const linesOf = (text: string): readonly (readonly string[])[] => {
  const lines: string[][] = [[]]
  fieldPattern.lastIndex = 0
  for (;;) {
    const found = fieldPattern.exec(text)
    if (found === null) throw new Error('a quote is not closed, or something follows it')
    const [, quoted, bare = '', end] = found
    lines.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'))
    if (end === '') return lines
    if (end !== ',') lines.push([])
  }
}
