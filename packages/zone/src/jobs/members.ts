/** Who stands in which cell of a result: for each table about somebody, the cell of each of its rows. Row numbers, never values. */

export interface TableMembers {
  /** By number of the row in the workspace's table: its cell, counted from 1; 0 where it stands in none. */
  readonly cells: Uint8Array | Uint16Array | Uint32Array
  /** Row and cell in turn, where a join puts a row into more cells than one. */
  readonly more: Uint32Array
}

export interface Members {
  /** What each cell is called in the result, in the order of their numbers. */
  readonly names: BigUint64Array
  /** In the order in which the query reads them. */
  readonly tables: readonly TableMembers[]
  /** The same as it was looked up for several queries at once, where it was. */
  readonly classed?: Classed
}

/** Rows that stand in the same cells of all queries of one look are one class. */
export interface Look {
  /** As of a query, with classes for cells. */
  readonly tables: readonly TableMembers[]
  readonly classCount: number
  /** By class, counted from 1: of how many rows, those that a join repeats as often as they are; left out where members were read back. */
  readonly rowsByClass?: Float64Array
}

export interface Classed {
  readonly look: Look
  /** By class, counted from 1: its cell; 0 where that is none, or is not shown. */
  readonly cellByClass: Uint32Array
}

/** The cells of one query of a look; those of each row are made when they are asked for. */
export const membersIn = (classed: Classed, names: BigUint64Array): Members => {
  let tables: readonly TableMembers[] | undefined
  return {
    names,
    classed,
    get tables() {
      tables ??= classed.look.tables.map((table) => inCells(table, classed.cellByClass, names.length))
      return tables
    },
  }
}

/** Members that were read back are a look of their own, with a class for each cell. */
export const classedOf = (members: Members): Classed => {
  if (members.classed !== undefined) return members.classed
  const { names, tables } = members
  return { look: { tables, classCount: names.length }, cellByClass: Uint32Array.from({ length: names.length + 1 }, (_, cell) => cell) }
}

/** Classes of one cell are one; who stands in no cell by one class may stand in some by another. */
const inCells = ({ cells: classes, more }: TableMembers, cellByClass: Uint32Array, cellCount: number): TableMembers => {
  const cells = narrow(classes.length, cellCount)
  for (let row = 0; row < classes.length; row += 1) cells[row] = cellByClass[classes[row] ?? 0] ?? 0
  const further = openPairs()
  for (let at = 0; at < more.length; at += 2) {
    const [row, cell] = [more[at] ?? 0, cellByClass[more[at + 1] ?? 0] ?? 0]
    if (cells[row] === 0) cells[row] = cell
    else if (cell !== 0 && cells[row] !== cell) further.add(row, cell)
  }
  return { cells, more: further.all() }
}

/** Rows and cells or classes, each pair once. Numbers of these stay below 2^21. */
export const openPairs = () => {
  const seen = new Set<number>()
  return {
    add: (row: number, cell: number) => void seen.add(row * 2 ** 21 + cell),
    all: () => Uint32Array.from(Array.from(seen, (pair) => [Math.floor(pair / 2 ** 21), pair % 2 ** 21]).flat()),
  }
}

const magic = 0x594d4231

/** One stretch of bytes: a head of 32-bit numbers, then the arrays, each at a multiple of eight. */
export const packed = ({ names, tables }: Members): Uint8Array =>
  stretched([magic, names.length, tables.length, ...shapesOf(tables)], [names, ...arraysOf(tables)])

export const shapesOf = (tables: readonly TableMembers[]): readonly number[] =>
  tables.flatMap(({ cells, more }) => [cells.length, cells.BYTES_PER_ELEMENT, more.length])
export const arraysOf = (tables: readonly TableMembers[]): readonly ArrayBufferView[] => tables.flatMap(({ cells, more }) => [cells, more])

const align = (at: number): number => Math.ceil(at / 8) * 8
const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength)

export const stretched = (words: readonly number[], arraysBehind: readonly ArrayBufferView[]): Uint8Array => {
  const arrays = [Uint32Array.from(words), ...arraysBehind]
  const whole = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + align(byteLength), 0))
  let at = 0
  for (const array of arrays) {
    whole.set(bytesOf(array), at)
    at += align(array.byteLength)
  }
  return whole
}

const widths = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const

/** Throws where the bytes are not what `packed` makes. */
export const unpacked = (bytes: Uint8Array): Members => {
  const { word, take, tables } = reading(bytes, magic, 3)
  const [nameCount, tableCount] = [word(1), word(2)]
  const begin = take(3 + tableCount * 3)
  const names = begin(BigUint64Array, nameCount)
  return { names, tables: tables(tableCount, begin) }
}

type Take = <Taken extends ArrayBufferView>(
  kind: { new (buffer: ArrayBuffer, offset: number, length: number): Taken; readonly BYTES_PER_ELEMENT: number },
  length: number,
) => Taken

/** @param first number of the word with which the shapes of the tables begin */
export const reading = (bytes: Uint8Array, expected: number, first: number) => {
  const whole = new Uint8Array(bytes)
  const view = new DataView(whole.buffer)
  const word = (index: number): number => {
    if (index * 4 + 4 > whole.length) throw new Error('could not read who stands in the cells: the bytes end too early')
    return view.getUint32(index * 4, true)
  }
  if (word(0) !== expected) throw new Error('could not read who stands in the cells: these are other bytes')
  return {
    word,
    /** Of the arrays behind a head of so many words, one after the other. */
    take: (headWords: number): Take => {
      let at = align(headWords * 4)
      return (kind, length) => {
        const taken = new kind(whole.buffer, at, length)
        at += align(length * kind.BYTES_PER_ELEMENT)
        return taken
      }
    },
    tables: (count: number, take: Take): readonly TableMembers[] => {
      if (count > 64) throw new Error('could not read who stands in the cells: too many tables')
      return Array.from({ length: count }, (_, index) => {
        const [rows, width, more] = [word(first + index * 3), word(first + 1 + index * 3), word(first + 2 + index * 3)]
        if (width !== 1 && width !== 2 && width !== 4) throw new Error('could not read who stands in the cells: no such width')
        const cells: TableMembers['cells'] =
          width === 1 ? take(widths[1], rows) : width === 2 ? take(widths[2], rows) : take(widths[4], rows)
        return { cells, more: take(Uint32Array, more) }
      })
    },
  }
}

/** As narrow as its largest number allows. */
export const narrow = (length: number, largest: number): TableMembers['cells'] => {
  if (largest < 0x1_00) return new Uint8Array(length)
  return largest < 0x1_00_00 ? new Uint16Array(length) : new Uint32Array(length)
}
