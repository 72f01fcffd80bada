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
}

const magic = 0x594d4231
const align = (at: number): number => Math.ceil(at / 8) * 8
const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength)

/** One stretch of bytes: a head of 32-bit numbers, then the arrays, each at a multiple of eight. */
export const packed = ({ names, tables }: Members): Uint8Array => {
  const head = Uint32Array.from([
    magic,
    names.length,
    tables.length,
    ...tables.flatMap(({ cells, more }) => [cells.length, cells.BYTES_PER_ELEMENT, more.length]),
  ])
  const arrays = [head, names, ...tables.flatMap(({ cells, more }) => [cells, more])]
  const whole = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + align(byteLength), 0))
  let at = 0
  for (const array of arrays) {
    whole.set(bytesOf(array), at)
    at += align(array.byteLength)
  }
  return whole
}

const widths = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const

/** Throws where the bytes are not what `packed` makes: they come out of a sandbox. */
export const unpacked = (bytes: Uint8Array): Members => {
  const whole = new Uint8Array(bytes)
  const word = (index: number): number => {
    if (index * 4 + 4 > whole.length) throw new Error('could not read who stands in the cells: the bytes end too early')
    return new DataView(whole.buffer).getUint32(index * 4, true)
  }
  if (word(0) !== magic) throw new Error('could not read who stands in the cells: these are other bytes')
  const [nameCount, tableCount] = [word(1), word(2)]
  if (tableCount > 64) throw new Error('could not read who stands in the cells: too many tables')
  let at = align(12 + tableCount * 12)
  const take = <Taken extends ArrayBufferView>(
    kind: { new (buffer: ArrayBuffer, offset: number, length: number): Taken; readonly BYTES_PER_ELEMENT: number },
    length: number,
  ): Taken => {
    const taken = new kind(whole.buffer, at, length)
    at += align(length * kind.BYTES_PER_ELEMENT)
    return taken
  }
  const names = take(BigUint64Array, nameCount)
  const tables = Array.from({ length: tableCount }, (_, index) => {
    const [rows, width, more] = [word(3 + index * 3), word(4 + index * 3), word(5 + index * 3)]
    if (width !== 1 && width !== 2 && width !== 4) throw new Error('could not read who stands in the cells: no such width')
    const cells: TableMembers['cells'] = width === 1 ? take(widths[1], rows) : width === 2 ? take(widths[2], rows) : take(widths[4], rows)
    return { cells, more: take(Uint32Array, more) }
  })
  return { names, tables }
}

/**
 * Collects who stands where, for several queries over the same rows at once: rows that stand in the same cells of all of them are one class,
 * so that each row is looked at once, and the cells of a query are those of the classes.
 */
export interface Collecting {
  /** @param names for each query, the cell of each row, as two 32-bit words · @param classes one name for all of these, alike · @param rows for each table, the number of its row; -1 for none */
  readonly add: (names: readonly Uint32Array[], classes: Uint32Array, rows: readonly Uint32Array[], count: number) => void
  /** For each query. */
  readonly done: () => readonly Members[]
  readonly classCount: () => number
  /** Of the query that has most. */
  readonly cellCount: () => number
}

const none = 0xff_ff_ff_ff

export const collecting = (queryCount: number, tableCount: number): Collecting => {
  const classes = openNumbering()
  const queries = Array.from({ length: queryCount }, () => ({ numbers: openNumbering(), cellByClass: new Uint32Array(1024) }))
  const tables = Array.from({ length: tableCount }, openPlaces)
  let numbers = new Uint32Array(2048)
  const meetClass = (number: number, names: readonly Uint32Array[], at: number) => {
    for (const [index, query] of queries.entries()) {
      const words = names[index]
      if (number >= query.cellByClass.length) query.cellByClass = wider(query.cellByClass, number)
      query.cellByClass[number] = query.numbers.of(words?.[at * 2] ?? 0, words?.[at * 2 + 1] ?? 0)
    }
  }
  return {
    add: (names, words, rows, count) => {
      if (count > numbers.length) numbers = new Uint32Array(count)
      let known = classes.count()
      for (let at = 0; at < count; at += 1) {
        const number = classes.of(words[at * 2] ?? 0, words[at * 2 + 1] ?? 0)
        numbers[at] = number
        if (number <= known) continue
        known = number
        meetClass(number, names, at)
      }
      for (const [index, table] of tables.entries()) table.put(rows[index] ?? new Uint32Array(), numbers, count)
    },
    done: () =>
      queries.map(({ numbers: cells, cellByClass }) => ({
        names: cells.names(),
        tables: tables.map((table) => table.inCells(cellByClass, cells.count())),
      })),
    classCount: classes.count,
    cellCount: () => Math.max(0, ...queries.map(({ numbers: cells }) => cells.count())),
  }
}

/** The class of each row of one table, and further ones of rows that a join repeats. */
const openPlaces = () => {
  let [classes, length] = [new Uint32Array(1024), 0]
  const more = openPairs()
  return {
    put: (rows: Uint32Array, numbers: Uint32Array, count: number): void => {
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
    inCells: (cellByClass: Uint32Array, cellCount: number): TableMembers => {
      const cells = narrow(length, cellCount)
      for (let row = 0; row < length; row += 1) cells[row] = cellByClass[classes[row] ?? 0] ?? 0
      const further = openPairs()
      for (const [row, number] of more.each()) {
        const cell = cellByClass[number] ?? 0
        if (cells[row] !== cell) further.add(row, cell)
      }
      return { cells, more: further.all() }
    },
  }
}

const wider = (cells: Uint32Array, row: number): Uint32Array<ArrayBuffer> => {
  const next = new Uint32Array(Math.max(cells.length * 2, row + 1))
  next.set(cells)
  return next
}

/** As narrow as its largest number allows. */
export const narrow = (length: number, largest: number): TableMembers['cells'] => {
  if (largest < 0x1_00) return new Uint8Array(length)
  return largest < 0x1_00_00 ? new Uint16Array(length) : new Uint32Array(length)
}

/** Numbers names of 64 bits from 1, by open addressing: a map of big integers would take ten times as long. */
export const openNumbering = () => {
  let [size, count] = [1024, 0]
  let slots = new Uint32Array(size)
  let words = new Uint32Array(2048)
  const place = (low: number, high: number): number => {
    let slot = (low ^ Math.imul(high, 0x9e37_79b1)) & (size - 1)
    for (;;) {
      const number = slots[slot] ?? 0
      if (number === 0 || (words[number * 2] === low && words[number * 2 + 1] === high)) return slot
      slot = (slot + 1) & (size - 1)
    }
  }
  const grow = () => {
    size *= 2
    slots = new Uint32Array(size)
    const more = new Uint32Array(size * 2)
    more.set(words)
    words = more
    for (let number = 1; number <= count; number += 1) slots[place(words[number * 2] ?? 0, words[number * 2 + 1] ?? 0)] = number
  }
  return {
    of: (low: number, high: number): number => {
      const slot = place(low, high)
      const known = slots[slot] ?? 0
      if (known !== 0) return known
      count += 1
      words[count * 2] = low
      words[count * 2 + 1] = high
      slots[slot] = count
      if (count * 2 >= size) grow()
      return count
    },
    /** 0 where the name was never numbered. */
    find: (low: number, high: number): number => slots[place(low, high)] ?? 0,
    count: () => count,
    names: () => new BigUint64Array(words.slice(2, count * 2 + 2).buffer),
  }
}

/** Numbers of cells and classes stay below 2^21. */
const openPairs = () => {
  const seen = new Set<number>()
  const each = () => Array.from(seen, (pair) => [Math.floor(pair / 2 ** 21), pair % 2 ** 21] as const)
  return { add: (row: number, cell: number) => void seen.add(row * 2 ** 21 + cell), each, all: () => Uint32Array.from(each().flat()) }
}
