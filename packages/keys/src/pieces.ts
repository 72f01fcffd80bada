/** A stream of bytes cut anew into pieces of one size, of which the last is known as the last. */

export interface Piece {
  readonly bytes: Uint8Array
  readonly index: number
  readonly last: boolean
}

/** Always at least one piece; only the last may be shorter, and it is empty only where the whole stream is. */
export async function* pieces(source: AsyncIterable<Uint8Array>, sizeBytes: number): AsyncGenerator<Piece> {
  let index = 0
  let held: Uint8Array[] = []
  let heldBytes = 0
  for await (const part of source) {
    let rest = part
    while (heldBytes + rest.length > sizeBytes) {
      const missing = sizeBytes - heldBytes
      yield { bytes: joined([...held, rest.subarray(0, missing)]), index, last: false }
      index += 1
      rest = rest.subarray(missing)
      held = []
      heldBytes = 0
    }
    if (rest.length > 0) held.push(rest)
    heldBytes += rest.length
  }
  yield { bytes: joined(held), index, last: true }
}

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const filled = parts.filter(({ length }) => length > 0)
  return filled.length === 1 && filled[0] ? filled[0] : Buffer.concat(filled)
}
