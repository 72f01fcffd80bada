/** Splits text into records and remembers on which line each began: a quoted field may hold line ends, a broken quote must not eat the file. */

export type RawRecord = { readonly line: number; readonly bytes: Buffer; readonly state: 'whole' | 'quote-broken' | 'line-too-long' }

export type RecordSplitter = { readonly push: (chunk: Buffer) => readonly RawRecord[]; readonly end: () => readonly RawRecord[] }

const [newline, carriageReturn, quote] = [10, 13, 34]
export const longestLine = 1 << 20
/** A record over several lines that grows beyond this began with a quote that never closes. */
const longestQuoted = 1 << 16

const empty = Buffer.alloc(0)
const lineEnd = Buffer.of(newline)

/** @param delimiter the byte between fields; undefined where quotes mean nothing (JSON lines) */
export const recordSplitter = (delimiter: number | undefined): RecordSplitter => {
  let rest: Buffer = empty
  let line = 1
  let open: Buffer[] = []
  let openBytes = 0
  let at: Place = 'start'
  let isTooLong = false

  const whole = (raw: Buffer, lines: number): RawRecord => {
    const bytes = withoutReturn(raw)
    const record = { line, bytes, state: bytes.length > longestLine ? 'line-too-long' : 'whole' } as const
    line += lines
    return record
  }

  const take = (bytes: Buffer): readonly RawRecord[] => {
    open.push(bytes)
    openBytes += bytes.length + 1
    if (delimiter !== undefined && (at === 'inside' || bytes.includes(quote))) at = placeAfter(bytes, delimiter, at)
    if (at === 'broken') return giveUp()
    return at === 'inside' ? (openBytes > longestQuoted ? giveUp() : []) : close()
  }

  const close = (): readonly RawRecord[] => {
    const lines = opened()
    const joined =
      lines.length === 1 ? (lines[0] ?? empty) : Buffer.concat(lines.flatMap((each, index) => (index === 0 ? [each] : [lineEnd, each])))
    return joined.length === 0 ? skip() : [whole(joined, lines.length)]
  }

  const opened = (): readonly Buffer[] => {
    const lines = open
    open = []
    openBytes = 0
    at = 'start'
    return lines
  }

  const skip = (): readonly RawRecord[] => {
    line += 1
    return []
  }

  /** Sets the line with the open quote aside and reads those after it anew. */
  const giveUp = (): readonly RawRecord[] => {
    const [first = empty, ...others] = opened()
    const broken = { line, bytes: first, state: 'quote-broken' } as const
    line += 1
    return [broken, ...others.flatMap(take)]
  }

  const giveUpAll = (): readonly RawRecord[] => {
    const records: RawRecord[] = []
    while (open.length > 0) records.push(...giveUp())
    return records
  }

  /** Told of at once and then read over: of a line without end nothing is kept but its place. */
  const tooLong = (): readonly RawRecord[] => {
    isTooLong = true
    rest = empty
    return [...giveUpAll(), { line, bytes: empty, state: 'line-too-long' }]
  }

  const endTooLong = (): readonly RawRecord[] => {
    isTooLong = false
    return skip()
  }

  return {
    push: (chunk) => {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      const records: RawRecord[] = []
      let from = 0
      for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
        for (const record of isTooLong ? endTooLong() : take(bytes.subarray(from, end))) records.push(record)
        from = end + 1
      }
      rest = isTooLong ? empty : bytes.subarray(from)
      if (withoutReturn(rest).length > longestLine) records.push(...tooLong())
      return records
    },
    end: () => {
      const last = rest.length === 0 ? [] : take(rest)
      return [...last, ...giveUpAll()]
    },
  }
}

const withoutReturn = (bytes: Buffer): Buffer => (bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes)

type Place = 'start' | 'plain' | 'inside' | 'after' | 'broken'

/** Where a line ends, seen from its quotes: one opens only where a field begins, two inside are one, after the closing one the field is over. */
const placeAfter = (bytes: Buffer, delimiter: number, before: Place): Place => {
  let at: Place = before === 'inside' ? before : 'start'
  for (const byte of bytes) {
    if (at === 'inside') at = byte === quote ? 'after' : 'inside'
    else if (byte === delimiter) at = 'start'
    else if (byte === quote && at !== 'plain') at = 'inside'
    else if (at === 'after' && byte !== carriageReturn) return 'broken'
    else if (at === 'start') at = 'plain'
  }
  return at
}
