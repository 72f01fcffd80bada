/** Workbooks for tests: archives made by hand, so that each sign of them can be wrong. */
import { crc32, deflateRawSync } from 'node:zlib'

export type Part = {
  readonly name: string
  readonly content: string | Uint8Array
  /** What the directory is to say instead of the truth. */
  readonly says?: { readonly bytes?: number; readonly localName?: string; readonly flags?: number; readonly at?: number }
}

const header = (signature: number, size: number): Buffer => {
  const bytes = Buffer.alloc(size)
  bytes.writeUInt32LE(signature, 0)
  return bytes
}

export const zipOf = (parts: readonly Part[]): Buffer => {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, says = {} } of parts) {
    const plain = Buffer.from(content as string)
    const packed = deflateRawSync(plain)
    const localName = Buffer.from(says.localName ?? name)
    const local = header(0x04034b50, 30)
    local.writeUInt16LE(8, 8)
    local.writeUInt16LE(localName.length, 26)
    const entry = header(0x02014b50, 46)
    entry.writeUInt16LE(says.flags ?? 0, 8)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(crc32(plain), 16)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(says.bytes ?? plain.length, 24)
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    entry.writeUInt32LE(says.at ?? at, 42)
    locals.push(local, localName, packed)
    directory.push(entry, Buffer.from(name))
    at += 30 + localName.length + packed.length
  }
  const end = header(0x06054b50, 22)
  const listed = Buffer.concat(directory)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, listed, end])
}

const relation = (id: string, kind: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/>`

export type SheetText = { readonly name: string; readonly rows: string; readonly state?: string }

/** The parts of a workbook with these rows, which stand as XML. */
export const partsOf = (sheets: readonly SheetText[], { texts = '', styles = '' } = {}): readonly Part[] => [
  {
    name: 'xl/workbook.xml',
    content: `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns:r="r"><sheets>${sheets.map(({ name, state }, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="s${at + 1}"${state === undefined ? '' : ` state="${state}"`}/>`).join('')}</sheets></workbook>`,
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    content: `<Relationships>${sheets.map((_, at) => relation(`s${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)).join('')}${relation('t', 'sharedStrings', 'sharedStrings.xml')}${relation('y', 'styles', 'styles.xml')}</Relationships>`,
  },
  ...sheets.map(({ rows }, at) => ({
    name: `xl/worksheets/sheet${at + 1}.xml`,
    content: `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  })),
  { name: 'xl/sharedStrings.xml', content: `<sst>${texts}</sst>` },
  { name: 'xl/styles.xml', content: `<styleSheet>${styles}</styleSheet>` },
]

export const inline = (name: string, text: string): string => `<c r="${name}" t="inlineStr"><is><t>${text}</t></is></c>`

export const residentsHeader = `<row r="1">${['id_number', 'name', 'born_on', 'income'].map((name, at) => inline(`${'ABCD'.charAt(at)}1`, name)).join('')}</row>`
