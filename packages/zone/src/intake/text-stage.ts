/** Copies a delivered text file into the private folder as clean UTF-8, each record led by the number of its line; broken records are set aside. */
import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Encoding } from './encoding.ts'
import type { Quarantine } from './quarantine.ts'
import type { RawRecord } from './records.ts'
import { recordSplitter } from './records.ts'

export type TextStage = {
  readonly file: string
  readonly to: string
  readonly encoding: Encoding
  /** Between the number of the line and the record. */
  readonly mark: string
  /** Undefined where quotes mean nothing. */
  readonly delimiter: string | undefined
  readonly skipsHeader: boolean
  readonly quarantine: Quarantine
}

export type Staged = { readonly records: number; readonly setAside: number }

/** The engine sees only whole records of valid text, so what it turns down it can name by the line. */
export const stageText = async (stage: TextStage): Promise<Staged> => {
  const splitter = recordSplitter(stage.delimiter?.charCodeAt(0))
  const out = await open(stage.to, 'wx', 0o600)
  const counted = { records: 0, setAside: 0 }
  const pass = async (records: readonly RawRecord[]) => {
    const kept: Buffer[] = []
    for (const record of records) {
      if (stage.skipsHeader && record.line === 1) continue
      counted.records += 1
      const broken = brokenAt(record, stage.encoding)
      if (broken === undefined) kept.push(Buffer.from(`${record.line}${stage.mark}`), record.bytes, lineEnd)
      else counted.setAside += 1
      if (broken !== undefined) stage.quarantine.setAside(broken.code, { line: record.line, ...broken.place })
    }
    if (kept.length > 0) await out.writeFile(Buffer.concat(kept))
  }
  try {
    for await (const chunk of decoded(stage.file, stage.encoding)) await pass(splitter.push(chunk))
    await pass(splitter.end())
  } finally {
    await out.close()
  }
  return counted
}

/** The first line of the file, for its header; a file of line ends alone has none. */
export const firstLine = async (file: string, encoding: Encoding): Promise<RawRecord | undefined> => {
  const splitter = recordSplitter(undefined)
  for await (const chunk of decoded(file, encoding)) {
    const [first] = splitter.push(chunk)
    if (first !== undefined) return first
  }
  return splitter.end()[0]
}

/** The first lines, to judge a sample by. */
export const firstLines = async (file: string, encoding: Encoding, count: number): Promise<readonly RawRecord[]> => {
  const splitter = recordSplitter(undefined)
  const lines: RawRecord[] = []
  for await (const chunk of decoded(file, encoding)) {
    lines.push(...splitter.push(chunk))
    if (lines.length >= count) return lines.slice(0, count)
  }
  return [...lines, ...splitter.end()].slice(0, count)
}

const lineEnd = Buffer.from('\n')
const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf])
const replacement = Buffer.from('\ufffd')

/** GB18030 is turned into UTF-8 before it is split: its second bytes may look like a separator. */
export async function* decoded(file: string, encoding: Encoding): AsyncGenerator<Buffer> {
  const decoder = encoding === 'gb18030' ? new TextDecoder('gb18030') : undefined
  let first = true
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const bytes = decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }))
    yield first && bytes.subarray(0, 3).equals(utf8Mark) ? bytes.subarray(3) : bytes
    first = false
  }
  if (decoder !== undefined) yield Buffer.from(decoder.decode())
}

const brokenAt = ({ bytes, state }: RawRecord, encoding: Encoding) => {
  if (state !== 'whole') return { code: state, place: {} } as const
  if (bytes.includes(0)) return { code: 'nul-in-line', place: {} } as const
  if (encoding === 'gb18030') return bytes.includes(replacement) ? ({ code: 'broken-encoding', place: {} } as const) : undefined
  return isUtf8(bytes) ? undefined : ({ code: 'broken-encoding', place: { byte: firstBrokenByte(bytes) } } as const)
}

/** The decoder puts U+FFFD where it met a broken byte; one that really stands in the file is not meant. */
const firstBrokenByte = (bytes: Buffer): number => {
  const text = bytes.toString('utf8')
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) {
    const byte = Buffer.byteLength(text.slice(0, at))
    if (!bytes.subarray(byte, byte + 3).equals(replacement)) return byte
  }
  return 0
}
