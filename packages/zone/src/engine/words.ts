/** Columns of whole numbers as the engine lays them out in memory: as values of the language, ten million of them would take seconds. */
import type { DuckDBDataChunk } from '@duckdb/node-api'
import bindings from '@duckdb/node-bindings'

export interface ChunkedResult {
  readonly fetchChunk: () => Promise<DuckDBDataChunk | null>
}

/** The words of a column of the rows in hand: a column that is not asked for is not copied. */
export type ColumnWords = (column: number) => Uint32Array

/** @param wordsByColumn 32-bit words that a value of each column takes: 2 for UBIGINT, 1 for INTEGER · @param take must not keep what it is given; no more comes once it answers false */
export const streamWords = async (
  result: ChunkedResult,
  wordsByColumn: readonly number[],
  take: (columns: ColumnWords, count: number) => unknown,
): Promise<void> => {
  // The next rows are on their way while these are looked at.
  let coming = result.fetchChunk()
  try {
    for (let chunk = await coming; chunk !== null && chunk.rowCount > 0; chunk = await coming) {
      coming = result.fetchChunk()
      if (take(columnsIn(chunk, wordsByColumn), chunk.rowCount) === false) return
    }
  } finally {
    await coming.catch(() => undefined)
  }
}

const columnsIn = ({ rowCount, chunk }: DuckDBDataChunk, wordsByColumn: readonly number[]): ColumnWords => {
  const known: Uint32Array[] = []
  return (column) => {
    known[column] ??= wordsOf(
      bindings.vector_get_data(bindings.data_chunk_get_vector(chunk, column), rowCount * (wordsByColumn[column] ?? 0) * 4),
    )
    return known[column]
  }
}

const wordsOf = (bytes: Uint8Array): Uint32Array =>
  bytes.byteOffset % 4 === 0
    ? new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
    : new Uint32Array(Uint8Array.from(bytes).buffer)
