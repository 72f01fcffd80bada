/** Reads whatever turned up: tables in any spelling, JSON, running text. What cannot be read is passed over: it only makes the answer weaker. */

export interface Sample {
  /** Cells as they stand, row by row; the first row may be a heading. */
  readonly rows: readonly (readonly string[])[]
  /** Numbers by column, and all of them together where there are no columns. */
  readonly columns: readonly (readonly number[])[]
  readonly text: string
}

const mostRows = 200_000
const mostColumns = 200

export const readSample = (raw: string): Sample => {
  const text = raw.normalize('NFKC')
  const rows = rowsIn(text).slice(0, mostRows)
  const width = Math.min(
    mostColumns,
    rows.reduce((most, row) => Math.max(most, row.length), 0),
  )
  const numbered = rows.map((row) => row.map(numbersIn))
  const columns = Array.from({ length: width }, (_, at) => numbered.flatMap((row) => row[at] ?? []))
  return { rows, columns: width > 1 ? [...columns, numbered.flatMap((row) => row.flat())] : columns, text: raw }
}

const rowsIn = (text: string): readonly (readonly string[])[] => {
  const parsed = jsonRows(text)
  if (parsed !== undefined) return parsed
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const delimiter = delimiterOf(lines)
  return lines.map((line) => cellsOf(line, delimiter))
}

/** A list of rows, of objects, or either of them under a name; lines of JSON too. */
const jsonRows = (text: string): readonly (readonly string[])[] | undefined => {
  const start = text.trimStart()[0]
  if (start !== '{' && start !== '[') return undefined
  try {
    return flattened(JSON.parse(text))
  } catch {
    try {
      return flattened(text.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)])))
    } catch {
      return undefined
    }
  }
}

const flattened = (value: unknown): readonly (readonly string[])[] => {
  if (Array.isArray(value)) return value.every(isPlain) && value.length > 0 ? [value.map(String)] : value.flatMap(flattened)
  if (typeof value !== 'object' || value === null) return [[String(value)]]
  const inner = Object.values(value)
  const own = inner.filter(isPlain).map(String)
  return [...(own.length > 0 ? [own] : []), ...inner.filter((one) => !isPlain(one)).flatMap(flattened)]
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null

/** The sign that parts most lines into the same number of cells. */
const delimiterOf = (lines: readonly string[]): string => {
  const first = lines.slice(0, 50)
  const steadiness = (sign: string): number => {
    const counts = first.map((line) => cellsOf(line, sign).length)
    const most = Math.max(...counts, 1)
    return most < 2 ? 0 : counts.filter((count) => count === most).length
  }
  const [best] = ['\t', ';', '|', ',']
    .map((sign) => ({ sign, steady: steadiness(sign) }))
    .toSorted((one, other) => other.steady - one.steady)
  return best !== undefined && best.steady > 0 ? best.sign : '\t'
}

/** Quotation marks hold cells together, doubled ones stand for themselves. */
const cellsOf = (line: string, delimiter: string): readonly string[] => {
  const cells: string[] = []
  let [cell, isQuoted] = ['', false]
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? ''
    if (sign === '"' && isQuoted && line[at + 1] === '"') cell += line[++at]
    else if (sign === '"') isQuoted = !isQuoted
    else if (sign === delimiter && !isQuoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += sign
  }
  return [...cells, cell.trim()]
}

const number = /[-−]?(?:\d{1,3}(?:[,' ]\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?/g

/** Every number in a cell, without the signs that group its digits or name a currency. */
const numbersIn = (cell: string): readonly number[] =>
  (cell.match(number) ?? []).map((found) => Number(found.replaceAll(/[,' ]/g, '').replace('−', '-'))).filter(Number.isFinite)

/** A cell as it is compared: the same value in whatever spelling. */
export const spelledAlike = (cell: string): string => {
  const plain = cell
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .trim()
    .toLowerCase()
    .replace(/^'(?=[=+\-@])/, '')
  const bare = plain.replaceAll(/[,' ]/g, '')
  return bare !== '' && /^[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/.test(bare) ? String(Number(bare)) : plain
}
