/** One look at the rows for several queries: each row is looked at once, and the cells of a query are those of the classes of rows. */
import {
  arraysOf,
  type Look,
  type Members,
  membersIn,
  narrow,
  openPairs,
  reading,
  shapesOf,
  stretched,
  type TableMembers,
} from './members.ts'
import { openNumbering } from './numbering.ts'

/** A look as it leaves the sandbox: for each query what its cells are called, and the cell of each class. */
export interface Looked extends Look {
  readonly rowsByClass: Float64Array
  readonly queries: readonly { readonly names: BigUint64Array; readonly cellByClass: Uint32Array }[]
}

/** Of a column of the rows in hand, its words; not to be kept. */
export type ColumnOf = (column: number) => Uint32Array

export interface Collecting {
  /**
   * @param columns first the cell of each row for each query, as two 32-bit words, then one name for all of these together, then for each
   * table the number of its row, -1 for none. Of a single query its cell is that name.
   */
  readonly add: (columns: ColumnOf, count: number) => void
  readonly done: () => Looked
  readonly classCount: () => number
  /** Of the query that has most. */
  readonly cellCount: () => number
}

export const collecting = (queryCount: number, tableCount: number): Collecting => {
  const classes = openNumbering()
  const queries = Array.from({ length: queryCount }, () => ({ cells: openNumbering(), cellByClass: new Uint32Array(1024) }))
  const tables = Array.from({ length: tableCount }, openPlaces)
  const own = queryCount > 1 ? queryCount : 0
  let numbers = new Uint32Array(2048)
  let rowsByClass = new Float64Array(1024)
  // Most rows are of a class that was met before: only for the others it matters which cells they stand in.
  const meetClass = (number: number, columns: ColumnOf, at: number) => {
    if (number >= rowsByClass.length) rowsByClass = longer(rowsByClass)
    for (const [index, query] of queries.entries()) {
      const words = columns(index)
      if (number >= query.cellByClass.length) query.cellByClass = wider(query.cellByClass, number)
      query.cellByClass[number] = query.cells.of(words[at * 2] ?? 0, words[at * 2 + 1] ?? 0)
    }
  }
  return {
    add: (columns, count) => {
      if (count > numbers.length) numbers = new Uint32Array(count)
      classes.ofAll(columns(own), count, numbers, (number, at) => meetClass(number, columns, at))
      const rows = rowsByClass
      for (let at = 0; at < count; at += 1) {
        const number = numbers[at] ?? 0
        rows[number] = (rows[number] ?? 0) + 1
      }
      for (const [index, table] of tables.entries()) table.put(columns(own + 1 + index), numbers, count)
    },
    done: () => ({
      tables: tables.map((table) => table.inClasses(classes.count())),
      classCount: classes.count(),
      rowsByClass: rowsByClass.slice(0, classes.count() + 1),
      queries: queries.map(({ cells, cellByClass }) => ({
        names: cells.names(),
        cellByClass: Uint32Array.from({ length: classes.count() + 1 }, (_, number) => cellByClass[number] ?? 0),
      })),
    }),
    classCount: classes.count,
    cellCount: () => Math.max(0, ...queries.map(({ cells }) => cells.count())),
  }
}

const none = 0xff_ff_ff_ff

/** The class of each row of one table, and further ones of rows that a join repeats. */
const openPlaces = () => {
  let [classes, length] = [new Uint32Array(1024), 0]
  const more = openPairs()
  return {
    put: (rows: Uint32Array, numbers: Uint32Array, count: number): void => {
      if (count === 0) return
      const first = rows[0] ?? none
      if (first >= length && areInOrder(rows, count)) {
        length = first + count
        if (length > classes.length) classes = wider(classes, length - 1)
        classes.set(numbers.subarray(0, count), first)
        return
      }
      for (let at = 0; at < count; at += 1) {
        const row = rows[at] ?? none
        if (row === none) continue
        if (row >= classes.length) classes = wider(classes, row)
        if (row >= length) length = row + 1
        const [before, number] = [classes[row] ?? 0, numbers[at] ?? 0]
        if (before === 0) classes[row] = number
        else if (before !== number) more.add(row, number)
      }
    },
    inClasses: (classCount: number): TableMembers => {
      const cells = narrow(length, classCount)
      cells.set(classes.subarray(0, length))
      return { cells, more: more.all() }
    },
  }
}

/** Each row once, one after the other: as they lie in the files, where nothing is left out and nothing joined. */
const areInOrder = (rows: Uint32Array, count: number): boolean => {
  const first = rows[0] ?? none
  for (let at = 0; at < count; at += 1) if (rows[at] !== first + at) return false
  return first + count <= none
}

const wider = (cells: Uint32Array, row: number): Uint32Array<ArrayBuffer> => {
  const next = new Uint32Array(Math.max(cells.length * 2, row + 1))
  next.set(cells)
  return next
}

const longer = (rows: Float64Array): Float64Array<ArrayBuffer> => {
  const next = new Float64Array(rows.length * 2)
  next.set(rows)
  return next
}

const magic = 0x594d4c32

/** As `packed` does it for the members of one query. */
export const packedLook = ({ tables, classCount, rowsByClass, queries }: Looked): Uint8Array =>
  stretched(
    [magic, classCount, queries.length, tables.length, ...shapesOf(tables), ...queries.map(({ names }) => names.length)],
    [rowsByClass, ...arraysOf(tables), ...queries.flatMap(({ names, cellByClass }) => [names, cellByClass])],
  )

/** The members of each query of the look. Throws where the bytes are not what `packedLook` makes: they come out of a sandbox. */
export const unpackedLook = (bytes: Uint8Array): readonly Members[] => {
  const { word, take, tables } = reading(bytes, magic, 4)
  const [classCount, queryCount, tableCount] = [word(1), word(2), word(3)]
  const namesFrom = 4 + tableCount * 3
  const next = take(namesFrom + queryCount)
  const rowsByClass = next(Float64Array, classCount + 1)
  const look: Look = { tables: tables(tableCount, next), classCount, rowsByClass }
  return Array.from({ length: queryCount }, (_, at) => {
    const names = next(BigUint64Array, word(namesFrom + at))
    return membersIn({ look, cellByClass: next(Uint32Array, classCount + 1) }, names)
  })
}
