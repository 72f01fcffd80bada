/** What a file is, by its first bytes and, where these say nothing, by the ending of its name: only what can be shown is told apart. */

export interface ShownFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export type DocumentKind = 'text' | 'table' | 'sheet' | 'image' | 'pdf' | 'unknown'

const startsWith = (bytes: Uint8Array, ...first: readonly number[]): boolean => first.every((byte, at) => bytes[at] === byte)

/** Pictures that every browser draws. */
const imageTypes = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', [0x52, 0x49, 0x46, 0x46]],
] as const satisfies readonly (readonly [string, readonly number[]])[]

export const imageTypeOf = (bytes: Uint8Array): string | undefined =>
  imageTypes.find(([type, first]) => startsWith(bytes, ...first) && (type !== 'image/webp' || bytes[8] === 0x57))?.[0]

const endingOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''

/** Text that has no sign a text file never has; SVG is text too and is never drawn, since it may carry programs. */
const isText = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 4_096).every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13)

export const kindOf = (name: string, bytes: Uint8Array): DocumentKind => {
  const ending = endingOf(name)
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return 'pdf'
  if (imageTypeOf(bytes) !== undefined) return 'image'
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return ending === 'xlsx' ? 'sheet' : 'unknown'
  if (!isText(bytes)) return 'unknown'
  return ending === 'csv' || ending === 'tsv' ? 'table' : 'text'
}

/** UTF-8, or GB18030 where the bytes are no UTF-8: what Chinese spreadsheets write. */
export const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
