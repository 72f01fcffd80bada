/** The ways a text may hide another: other signs for the same digits, escapes, encodings within encodings, and compressed bytes. */
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

const mostDepth = 3
/** Of what unfolds from compressed bytes; an identifier that needs more room than this is not read. */
const mostUnfoldedBytes = 64 * 1024

/** The text as it stands, and everything it may be read as. */
export const readings = (text: string): readonly string[] => [...new Set(readAt(text, mostDepth))]

const readAt = (text: string, depth: number): readonly string[] => {
  const plain = unescaped(inPlainSigns(text))
  const close = plain.replaceAll(/[\s\-_.·/\\|,;:]/g, '')
  const own = [text, plain, close, [...close].reverse().join('')]
  if (depth === 0) return own
  return [...own, ...new Set([plain, close])].concat(decoded(plain, close).flatMap((inner) => readAt(inner, depth - 1)))
}

/** Full-width, circled and mathematical signs, digits of other scripts, and what is not seen at all. */
const inPlainSigns = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text)
    ? text
    : text
        .normalize('NFKC')
        .replaceAll(/\p{Cf}/gu, '')
        .replaceAll(/\p{Nd}/gu, asciiDigit)

/** Digits stand in runs of ten, from nought to nine, in every script; a run begins where the sign before is none. */
const asciiDigit = (digit: string): string => {
  if (digit <= '9') return digit
  let value = 0
  const code = digit.codePointAt(0) ?? 0
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value++
  return String(value)
}

const unescaped = (text: string): string =>
  text
    .replaceAll(/(?:\\x|\\u00|\\u\{|%)([0-9a-fA-F]{2})\}?/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/&#(\d{1,5});/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll(/&#x([0-9a-fA-F]{1,4});/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

const decoded = (plain: string, close: string): readonly string[] => {
  const hex = close.replace(/^0x/i, '')
  const inHex = /^(?:[0-9a-fA-F]{2}){8,}$/.test(hex) ? [Buffer.from(hex, 'hex')] : []
  // Both: separators may be put into the code, and the code of URLs uses two of them itself.
  const runs = new Set([plain, close].flatMap((text) => text.match(/[A-Za-z0-9+/_-]{12,}={0,2}/g) ?? []))
  return [...inHex, ...[...runs].map((run) => Buffer.from(run, 'base64'))].flatMap(textsIn)
}

const textsIn = (bytes: Buffer): readonly string[] =>
  [bytes, ...unfolded(bytes)].flatMap((found) => {
    // Bytes that are no text may stand beside one that is: what does not decode is read past.
    return [found.toString('utf8'), ...(found.includes(0) ? [found.toString('utf16le')] : [])]
  })

/** Where the first bytes say so; bare deflate and brotli have none, and what they unfold to counts only where it is text. */
const unfolded = (bytes: Buffer): readonly Buffer[] => {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return unfoldedBy(gunzipSync, bytes)
  if (bytes[0] === 0x78 && ((bytes[0] << 8) | (bytes[1] ?? 0)) % 31 === 0) return unfoldedBy(inflateSync, bytes)
  if (bytes.length < 8 || isText(bytes)) return []
  return [...unfoldedBy(inflateRawSync, bytes), ...unfoldedBy(brotliDecompressSync, bytes)].filter(isText)
}

const unfoldedBy = (unfold: (bytes: Buffer, options: { readonly maxOutputLength: number }) => Buffer, bytes: Buffer): readonly Buffer[] => {
  try {
    return [unfold(bytes, { maxOutputLength: mostUnfoldedBytes })]
  } catch {
    return []
  }
}

const isText = (bytes: Buffer): boolean =>
  bytes.subarray(0, 64).every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d)
