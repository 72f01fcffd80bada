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
  const whole = Uint8Array.from(bytes)
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

/** Collects cells and rows as the engine streams them. */
export interface Collecting {
  /** @param cells the name of the cell of each row, as two 32-bit words · @param rows for each table, the number of its row; -1 for none */
  readonly add: (cells: Uint32Array, rows: readonly (Uint32Array | undefined)[], count: number) => void
  readonly done: () => Members
  readonly cellCount: () => number
}

const none = 0xff_ff_ff_ff

export const collecting = (tableCount: number): Collecting => {
  const numbers = openNumbering()
  const grown = Array.from({ length: tableCount }, () => ({ cells: new Uint32Array(1024), rows: 0, more: openPairs() }))
  return {
    add: (cells, rows, count) => {
      for (let at = 0; at < count; at += 1) {
        const cell = numbers.of(cells[at * 2] ?? 0, cells[at * 2 + 1] ?? 0)
        for (const [table, numbersOfRows] of rows.entries()) {
          const row = numbersOfRows?.[at] ?? none
          const into = grown[table]
          if (row === none || into === undefined) continue
          if (row >= into.cells.length) into.cells = wider(into.cells, row)
          if (row >= into.rows) into.rows = row + 1
          const before = into.cells[row]
          if (before === 0) into.cells[row] = cell
          else if (before !== cell) into.more.add(row, cell)
        }
      }
    },
    done: () => ({
      names: numbers.names(),
      tables: grown.map(({ cells, rows, more }) => ({ cells: narrowed(cells.subarray(0, rows), numbers.count()), more: more.all() })),
    }),
    cellCount: numbers.count,
  }
}

const wider = (cells: Uint32Array, row: number): Uint32Array<ArrayBuffer> => {
  const next = new Uint32Array(Math.max(cells.length * 2, row + 1))
  next.set(cells)
  return next
}

export const narrowed = (cells: Uint32Array, largest: number): TableMembers['cells'] => {
  if (largest < 0x1_00) return Uint8Array.from(cells)
  return largest < 0x1_00_00 ? Uint16Array.from(cells) : Uint32Array.from(cells)
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

const openPairs = () => {
  const seen = new Set<number>()
  return {
    add: (row: number, cell: number) => void seen.add(row * 2 ** 21 + cell),
    all: () => Uint32Array.from([...seen].flatMap((pair) => [Math.floor(pair / 2 ** 21), pair % 2 ** 21])),
  }
}
