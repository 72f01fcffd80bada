/** Whether a file is what it is said to be, by its bytes: names and declared types are only what somebody wrote. */
import type { FileMediaType } from '@yunhe/law'

/** Looks at a file from its first byte to its last, once. */
export interface Looking {
  readonly see: (bytes: Uint8Array) => void
  /** After the last byte. */
  readonly isIt: () => boolean
}

export const lookingFor = (mediaType: FileMediaType): Looking => lookings[mediaType]()

const startingWith =
  (...first: readonly number[]) =>
  (): Looking => {
    let head = new Uint8Array(0)
    return {
      see: (bytes) => {
        if (head.length < first.length) head = Buffer.concat([head, bytes.subarray(0, first.length - head.length)])
      },
      isIt: () => Buffer.from(first).equals(head),
    }
  }

const isTextByte = (byte: number): boolean => byte >= 32 || byte === 9 || byte === 10 || byte === 13

/** UTF-8 or GB18030, as Chinese office programs write it; no control characters, and nothing that a browser or a shell would take for a program. */
const text = (): Looking => {
  const decoders = ['utf-8', 'gb18030'].map((encoding) => new TextDecoder(encoding, { fatal: true }))
  const isDecoded = decoders.map(() => true)
  let hasControls = false
  let head = new Uint8Array(0)
  const decode = (bytes?: Uint8Array) =>
    decoders.forEach((decoder, at) => {
      try {
        if (isDecoded[at]) bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
      } catch {
        isDecoded[at] = false
      }
    })
  return {
    see: (bytes) => {
      hasControls ||= !bytes.every(isTextByte)
      if (head.length < 1_024) head = Buffer.concat([head, bytes.subarray(0, 1_024)])
      decode(bytes)
    },
    isIt: () => {
      decode()
      const begins = Buffer.from(head)
        .toString('utf8')
        .replace(/^\uFEFF?\s*/, '')
      return !hasControls && isDecoded.includes(true) && !/^(<[a-z!?/]|#!)/i.test(begins)
    },
  }
}

/** The names in a ZIP archive stand at its end; an office document has few. */
const mostTailBytes = 2 * 2 ** 20
/** Unpacked it may not be more than a reader's machine can hold. */
const mostUnpackedBytes = 512 * 2 ** 20
/** Macros, and programs that a document carries along. */
const program = /(vbaproject\.bin|\.(exe|dll|js|vbs|bat|cmd|ps1|sh|jar|msi|scr|hta|html?|svg))$/i

const office = (main: string) => (): Looking => {
  const zip = startingWith(0x50, 0x4b, 0x03, 0x04)()
  let sizeBytes = 0
  let tail: Buffer = Buffer.alloc(0)
  return {
    see: (bytes) => {
      zip.see(bytes)
      sizeBytes += bytes.length
      tail = Buffer.concat([tail, bytes]).subarray(-mostTailBytes)
    },
    isIt: () => {
      const names = zip.isIt() ? namesIn(tail, sizeBytes - tail.length) : undefined
      return names?.includes('[Content_Types].xml') === true && names.includes(main) && !names.some((name) => program.test(name))
    },
  }
}

/** Of the central directory; undefined where there is none, or where it unpacks to too much. @param from where the tail begins in the file */
const namesIn = (tail: Buffer, from: number): readonly string[] | undefined => {
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > tail.length) return undefined
  const count = tail.readUInt16LE(end + 10)
  let at = tail.readUInt32LE(end + 16) - from
  const names: string[] = []
  let unpackedBytes = 0
  for (let seen = 0; seen < count; seen += 1) {
    if (at < 0 || at + 46 > tail.length || tail.readUInt32LE(at) !== 0x02014b50) return undefined
    unpackedBytes += tail.readUInt32LE(at + 24)
    const nameBytes = tail.readUInt16LE(at + 28)
    names.push(tail.toString('utf8', at + 46, at + 46 + nameBytes))
    at += 46 + nameBytes + tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32)
  }
  return unpackedBytes <= mostUnpackedBytes ? names : undefined
}

const lookings: Readonly<Record<FileMediaType, () => Looking>> = {
  'application/pdf': startingWith(0x25, 0x50, 0x44, 0x46, 0x2d),
  'image/png': startingWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  'image/jpeg': startingWith(0xff, 0xd8, 0xff),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': office('word/document.xml'),
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': office('xl/workbook.xml'),
  'text/csv': text,
  'text/plain': text,
}
