/** One JSON array as lines: each element on a line of its own, without reading it into memory. */

const [openBracket, closeBracket, openBrace, closeBrace, quote, backslash, comma, newline] = [
  0x5b, 0x5d, 0x7b, 0x7d, 0x22, 0x5c, 0x2c, 0x0a,
]
const blank = 0x20
const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
/** Nesting of more than this is no table. */
const deepest = 64

export type ArraySplitter = {
  /** The bytes of the elements, a line end between them. */
  readonly push: (chunk: Buffer) => Buffer
  readonly isBroken: () => boolean
  /** Where the array is broken, as a byte of the file; undefined where it is whole. */
  readonly brokenAt: () => number | undefined
}

/** A line end inside an element becomes a blank: inside a text JSON allows none. */
export const arraySplitter = (): ArraySplitter => {
  let place: 'before' | 'inside' | 'after' = 'before'
  let depth = 0
  let isText = false
  let isEscaped = false
  let hasElement = false
  let mayEnd = true
  let at = 0
  let broken: number | undefined

  const take = (byte: number): number | undefined => {
    if (isText) {
      if (isEscaped) isEscaped = false
      else if (byte === backslash) isEscaped = true
      else if (byte === quote) isText = false
      return byte === newline ? blank : byte
    }
    if (place !== 'inside') {
      if (isBlank(byte)) return undefined
      if (place === 'after' || byte !== openBracket) broken ??= at
      place = 'inside'
      return undefined
    }
    if (depth === 0 && (byte === comma || byte === closeBracket)) return endElement(byte)
    if (depth === 0 && isBlank(byte)) return hasElement ? blank : undefined
    hasElement = true
    if (byte === quote) isText = true
    else if (byte === openBrace || byte === openBracket) depth += 1
    else if (byte === closeBrace || byte === closeBracket) depth -= 1
    if (depth > deepest || depth < 0) broken ??= at
    return byte === newline || byte === 0x0d ? blank : byte
  }

  const endElement = (byte: number): number | undefined => {
    if (!hasElement && !(byte === closeBracket && mayEnd)) broken ??= at
    const had = hasElement
    hasElement = false
    mayEnd = false
    if (byte === closeBracket) place = 'after'
    return had ? newline : undefined
  }

  return {
    push: (chunk) => {
      const out = Buffer.allocUnsafe(chunk.length)
      let length = 0
      for (let index = 0; index < chunk.length && broken === undefined; index += 1) {
        const byte = take(chunk[index] ?? 0)
        if (byte !== undefined) {
          out[length] = byte
          length += 1
        }
        at += 1
      }
      return out.subarray(0, length)
    },
    isBroken: () => broken !== undefined,
    brokenAt: () => broken ?? (place === 'after' && !isText ? undefined : at),
  }
}
