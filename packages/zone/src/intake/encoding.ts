/** In which encoding a text file is written, judged by its lines that are not plain ASCII. */
import { isAscii, isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'

export type Encoding = 'utf-8' | 'gb18030'
export type DetectedEncoding = Encoding | 'ascii' | 'other'

/** The encoding to read a file in, or why it is not read: what was declared must be what stands there. */
export const encodingOf = async (
  file: string,
  declared: Encoding | undefined,
): Promise<Encoding | { readonly refused: 'encoding-not-supported' | 'encoding-differs' }> => {
  const detected = await detectEncoding(file)
  if (detected === 'other') return { refused: 'encoding-not-supported' }
  if (declared !== undefined && detected !== 'ascii' && detected !== declared) return { refused: 'encoding-differs' }
  return declared ?? (detected === 'gb18030' ? 'gb18030' : 'utf-8')
}

const judgedLines = 20_000

/** A file is GB18030 when most of its telling lines are not UTF-8 and read well as GB18030; single broken lines do not change its encoding. */
export const detectEncoding = async (file: string): Promise<DetectedEncoding> => {
  const seen = { utf8: 0, gb18030: 0, neither: 0 }
  let first = true
  for await (const line of linesOf(createReadStream(file, { highWaterMark: 1 << 20 }))) {
    if (first && isOfAnotherKind(line)) return 'other'
    first = false
    if (isAscii(line)) continue
    seen[kindOf(line)] += 1
    if (seen.utf8 + seen.gb18030 + seen.neither >= judgedLines) break
  }
  if (seen.utf8 + seen.gb18030 + seen.neither === 0) return 'ascii'
  return seen.gb18030 > seen.utf8 && seen.gb18030 > seen.neither ? 'gb18030' : 'utf-8'
}

/** Whole lines of a stream, one after the other, without taking the file into memory; a line without end is judged in pieces. */
async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of source) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let from = 0
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      yield bytes.subarray(from, end)
      from = end + 1
    }
    rest = bytes.subarray(from)
    if (rest.length > 1 << 20) {
      yield rest
      rest = Buffer.alloc(0)
    }
  }
  if (rest.length > 0) yield rest
}

/** UTF-16 by its mark, or a binary file by its zero bytes. */
const isOfAnotherKind = (line: Buffer): boolean =>
  line.includes(0) || (line.length > 1 && ['fffe', 'feff'].includes(line.toString('hex', 0, 2)))

const kindOf = (line: Buffer): 'utf8' | 'gb18030' | 'neither' => {
  if (isUtf8(line)) return 'utf8'
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(line)
    return 'gb18030'
  } catch {
    return 'neither'
  }
}
