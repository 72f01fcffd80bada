/** Functions of ours that stand in the zone's own SQL: called with up to some two thousand rows at once, as the engine holds them. */
import type { DuckDBConnection, DuckDBType } from '@duckdb/node-api'
import { BIGINT, DOUBLE, DuckDBScalarFunction, STRUCT, VARCHAR } from '@duckdb/node-api'
import bindings from '@duckdb/node-bindings'

const engineTypeOf = { text: VARCHAR, integer: BIGINT, number: DOUBLE } as const

/** The rows of one call. A row of which any argument is empty has an empty answer, whatever is written for it. */
export interface Batch {
  readonly rows: number
  /** Texts in cells of 16 bytes: the length in bytes (32 bits, little end first), then the text itself where it is no longer than 12, zeros after it. */
  readonly cells: (argument: number) => Uint8Array
  readonly integers: (argument: number) => BigInt64Array
  readonly numbers: (argument: number) => Float64Array
  /** One text of any length: slow, for the rows that do not fit a cell. */
  readonly text: (argument: number, row: number) => string
  readonly isPresent: (row: number) => boolean
}

/** What was made of a batch: cells as they come in, texts of any length, or numbers. `undefined` is an empty text. */
export type Made =
  | { readonly cells: Uint8Array }
  /** Two texts of at most 12 bytes that SQL puts together: `f.a || f.b`. */
  | { readonly halves: readonly [Uint8Array, Uint8Array] }
  | { readonly texts: readonly (string | undefined)[] }
  | { readonly integers: BigInt64Array }
  | { readonly numbers: Float64Array }

export interface BatchFunction {
  readonly name: string
  readonly takes: readonly (keyof typeof engineTypeOf)[]
  readonly gives: keyof typeof engineTypeOf | 'halves'
  /** Same rows, same answer: the engine may ask once for what stands twice in a statement. A fault must not quote what it met. */
  readonly of: (batch: Batch) => Made
}

export const cellBytes = 16

export const registerBatchFunction = (connection: DuckDBConnection, { name, takes, gives, of }: BatchFunction): void =>
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name,
      parameterTypes: takes.map((type): DuckDBType => engineTypeOf[type]),
      returnType: gives === 'halves' ? STRUCT({ a: VARCHAR, b: VARCHAR }) : engineTypeOf[gives],
      mainFunction: (_, { chunk, rowCount }, output) => {
        const { vector } = output as unknown as OutputVector
        const presence = presenceIn(chunk, takes.length, rowCount)
        write(vector, rowCount, presence, of(batchOf(chunk, rowCount, presence)))
      },
    }),
  )

type Chunk = Parameters<typeof bindings.data_chunk_get_vector>[0]
type Vector = ReturnType<typeof bindings.data_chunk_get_vector>
/** The class of the library hides the vector that it writes to. */
type OutputVector = { readonly vector: Vector }

const bytesOf = (chunk: Chunk, argument: number, byteCount: number): Uint8Array =>
  bindings.vector_get_data(bindings.data_chunk_get_vector(chunk, argument), byteCount)

/** One bit a row; undefined where every argument of every row is there. */
const presenceIn = (chunk: Chunk, columns: number, rows: number): Uint8Array | undefined => {
  let presence: Uint8Array | undefined
  for (let column = 0; column < columns; column += 1) {
    const bits = bindings.vector_get_validity(bindings.data_chunk_get_vector(chunk, column), Math.ceil(rows / 64) * 8)
    if (bits) presence = presence?.map((byte, index) => byte & (bits[index] ?? 0)) ?? new Uint8Array(bits)
  }
  return presence
}

const isSet = (presence: Uint8Array | undefined, row: number): boolean =>
  presence === undefined || ((presence[row >> 3] ?? 0) & (1 << (row & 7))) !== 0

const batchOf = (chunk: Chunk, rows: number, presence: Uint8Array | undefined): Batch => {
  const cells = (argument: number) => bytesOf(chunk, argument, rows * cellBytes)
  return {
    rows,
    cells,
    integers: (argument) => aligned(bytesOf(chunk, argument, rows * 8), (bytes) => new BigInt64Array(bytes.buffer, bytes.byteOffset, rows)),
    numbers: (argument) => aligned(bytesOf(chunk, argument, rows * 8), (bytes) => new Float64Array(bytes.buffer, bytes.byteOffset, rows)),
    text: (argument, row) => textIn(cells(argument), row),
    isPresent: (row) => isSet(presence, row),
  }
}

const aligned = <T>(bytes: Uint8Array, as: (bytes: Uint8Array) => T): T => as(bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes))

/** A text longer than its cell lies elsewhere: the cell then holds its beginning and where it is. */
const textIn = (cells: Uint8Array, row: number): string => {
  const at = row * cellBytes
  const cell = Buffer.from(cells.buffer, cells.byteOffset + at, cellBytes)
  const length = cell.readUInt32LE(0)
  if (length <= cellBytes - 4) return cell.toString('utf8', 4, 4 + length)
  return Buffer.from(bindings.get_data_from_pointer(cells.buffer as ArrayBuffer, cells.byteOffset + at + 8, length)).toString('utf8')
}

const write = (vector: Vector, rows: number, presence: Uint8Array | undefined, made: Made): void => {
  if ('halves' in made) {
    for (const [index, cells] of made.halves.entries()) {
      const half = bindings.struct_vector_get_child(vector, index)
      copy(half, cells)
      markAbsent(half, rows, presence)
    }
  } else if ('texts' in made) {
    for (let row = 0; row < rows; row += 1) {
      const text = isSet(presence, row) ? made.texts[row] : undefined
      if (text !== undefined) bindings.vector_assign_string_element(vector, row, text)
    }
  } else copy(vector, 'cells' in made ? made.cells : 'integers' in made ? bytesIn(made.integers) : bytesIn(made.numbers))
  markAbsent(vector, rows, 'texts' in made ? withoutMissing(made.texts, rows, presence) : presence)
}

const bytesIn = (array: BigInt64Array | Float64Array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

const copy = (vector: Vector, bytes: Uint8Array): void =>
  bindings.copy_data_to_vector(vector, 0, bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength)

const withoutMissing = (texts: readonly (string | undefined)[], rows: number, presence: Uint8Array | undefined): Uint8Array | undefined => {
  let left = presence
  for (let row = 0; row < rows; row += 1) {
    if (texts[row] !== undefined) continue
    left ??= new Uint8Array(Math.ceil(rows / 64) * 8).fill(255)
    left[row >> 3] = (left[row >> 3] ?? 0) & ~(1 << (row & 7))
  }
  return left
}

const markAbsent = (vector: Vector, rows: number, presence: Uint8Array | undefined): void => {
  if (presence === undefined) return
  bindings.vector_ensure_validity_writable(vector)
  bindings.copy_data_to_vector_validity(vector, 0, presence.buffer as ArrayBuffer, presence.byteOffset, Math.ceil(rows / 64) * 8)
}
