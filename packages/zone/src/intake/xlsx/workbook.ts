/** The parts of a workbook that its rows need: which sheets there are, the texts that cells share, and which formats show days. */
import { StringDecoder } from 'node:string_decoder'
import { type DateKind, dateKindOf } from './dates.ts'
import { type XmlEars, xmlReader } from './xml.ts'
import { type Zip, type ZipEntry, ZipRefusal } from './zip.ts'

export type Sheet = { readonly name: string; readonly entry: ZipEntry; readonly isHidden: boolean }

export type Workbook = {
  readonly sheets: readonly Sheet[]
  readonly from1904: boolean
  readonly texts: readonly string[]
  /** By the number of a cell's style. */
  readonly kinds: readonly DateKind[]
}

/** Shared texts lie in memory: beyond this the workbook is to be delivered as CSV or Parquet. */
const mostSharedCharacters = 96 * 2 ** 20

/** Streams a part through the ears. */
export const readPart = async (zip: Zip, entry: ZipEntry, ears: XmlEars): Promise<void> => {
  const reader = xmlReader(ears)
  const decoder = new StringDecoder('utf8')
  for await (const chunk of zip.bytesOf(entry)) reader.push(decoder.write(chunk))
  reader.push(decoder.end())
  reader.end()
}

export const openWorkbook = async (zip: Zip): Promise<Workbook> => {
  const place = zip.entries.get('xl/workbook.xml')
  const relations = await relationsOf(zip)
  if (place === undefined) throw new ZipRefusal('xlsx-broken', 'xl/workbook.xml')
  const named: { name: string; id: string; isHidden: boolean }[] = []
  let from1904 = false
  await readPart(zip, place, {
    open: (tag, attribute) => {
      if (tag === 'workbookPr') from1904 = ['1', 'true'].includes(attribute('date1904') ?? '')
      if (tag === 'sheet')
        named.push({ name: attribute('name') ?? '', id: attribute('id') ?? '', isHidden: (attribute('state') ?? 'visible') !== 'visible' })
    },
    close: () => undefined,
    text: () => undefined,
  })
  const sheets = named.flatMap(({ name, id, isHidden }) => {
    const target = relations.find((one) => one.id === id)
    const entry = target === undefined ? undefined : zip.entries.get(target.to)
    return entry === undefined || target?.kind !== 'worksheet' ? [] : [{ name, entry, isHidden }]
  })
  const at = (kind: string) => zip.entries.get(relations.find((one) => one.kind === kind)?.to ?? '')
  return { sheets, from1904, texts: await textsOf(zip, at('sharedStrings')), kinds: await kindsOf(zip, at('styles')) }
}

/** What is linked to outside of the workbook is not looked at. */
const relationsOf = async (zip: Zip) => {
  const found: { readonly id: string; readonly kind: string; readonly to: string }[] = []
  const entry = zip.entries.get('xl/_rels/workbook.xml.rels')
  if (entry === undefined) throw new ZipRefusal('xlsx-broken', 'xl/_rels/workbook.xml.rels')
  await readPart(zip, entry, {
    open: (tag, attribute) => {
      if (tag !== 'Relationship' || attribute('TargetMode') === 'External') return
      const target = attribute('Target') ?? ''
      const to = target.startsWith('/') ? target.slice(1) : `xl/${target}`
      found.push({ id: attribute('Id') ?? '', kind: (attribute('Type') ?? '').split('/').at(-1) ?? '', to })
    },
    close: () => undefined,
    text: () => undefined,
  })
  return found
}

/** A text may stand in several runs; what is only its reading aid is left out. */
const textsOf = async (zip: Zip, entry: ZipEntry | undefined): Promise<readonly string[]> => {
  const texts: string[] = []
  if (entry === undefined) return texts
  let current = ''
  let isText = false
  let aid = 0
  let characters = 0
  await readPart(zip, entry, {
    open: (tag) => {
      if (tag === 'si') current = ''
      if (tag === 'rPh') aid += 1
      isText = tag === 't' && aid === 0
    },
    close: (tag) => {
      if (tag === 'rPh') aid -= 1
      if (tag === 't') isText = false
      if (tag === 'si') texts.push(current)
    },
    text: (text) => {
      if (!isText) return
      current += text
      characters += text.length
      if (characters > mostSharedCharacters) throw new ZipRefusal('xlsx-bomb', 'xl/sharedStrings.xml')
    },
  })
  return texts
}

const kindsOf = async (zip: Zip, entry: ZipEntry | undefined): Promise<readonly DateKind[]> => {
  const codeById = new Map<number, string>()
  const kinds: DateKind[] = []
  if (entry === undefined) return kinds
  let isCells = false
  await readPart(zip, entry, {
    open: (tag, attribute) => {
      if (tag === 'numFmt') codeById.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '')
      if (tag === 'cellXfs') isCells = true
      const id = Number(attribute('numFmtId') ?? 0)
      if (tag === 'xf' && isCells) kinds.push(dateKindOf(id, codeById.get(id)))
    },
    close: (tag) => {
      if (tag === 'cellXfs') isCells = false
    },
    text: () => undefined,
  })
  return kinds
}
