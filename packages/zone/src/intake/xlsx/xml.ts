/** The little XML that a workbook is written in, read in one pass: elements, attributes, text. No types, no entities of its own, nothing fetched. */

export class XmlRefusal extends Error {
  readonly code: 'xlsx-doctype' | 'xlsx-broken'
  constructor(code: XmlRefusal['code']) {
    super(`could not read the XML of a workbook: ${code}`)
    this.code = code
  }
}

export type XmlEars = {
  /** Names come without their prefix. */
  readonly open: (name: string, attribute: (name: string) => string | undefined) => void
  readonly close: (name: string) => void
  readonly text: (text: string) => void
}

/** A tag, a comment or a text without end must not fill the memory. */
const longestPiece = 4 * 2 ** 20
const deepest = 64

export const xmlReader = (ears: XmlEars) => {
  let rest = ''
  const open: string[] = []
  let isInStart = true

  const tag = (body: string): void => {
    if (body.startsWith('/')) {
      const name = localName(body.slice(1).trim())
      if (open.pop() !== name) throw new XmlRefusal('xlsx-broken')
      ears.close(name)
      return
    }
    const isEmpty = body.endsWith('/')
    const whole = isEmpty ? body.slice(0, -1) : body
    const end = whole.search(/[\s]/)
    const name = localName(end < 0 ? whole : whole.slice(0, end))
    if (name === '' || open.length >= deepest) throw new XmlRefusal('xlsx-broken')
    ears.open(name, (wanted) => attributeIn(end < 0 ? '' : whole.slice(end), wanted))
    if (isEmpty) ears.close(name)
    else open.push(name)
  }

  /** @returns where the next piece begins, or -1 where more is needed */
  const piece = (from: number): number => {
    if (rest.charCodeAt(from) !== 60) {
      const next = rest.indexOf('<', from)
      if (next < 0) return -1
      const text = rest.slice(from, next)
      if (open.length > 0) ears.text(decoded(text))
      else if (text.replace('\ufeff', '').trim() !== '') throw new XmlRefusal('xlsx-broken')
      return next
    }
    const second = rest.charAt(from + 1)
    if (second === '!') return marked(from)
    if (second === '?') return after('?>', from)
    const end = rest.indexOf('>', from)
    if (end < 0) return -1
    isInStart = false
    tag(rest.slice(from + 1, end))
    return end + 1
  }

  const after = (sign: string, from: number): number => {
    const end = rest.indexOf(sign, from)
    if (end < 0) return -1
    if (sign === '?>' && isInStart && /encoding\s*=\s*["'](?!utf-?8["'])/i.test(rest.slice(from, end))) throw new XmlRefusal('xlsx-broken')
    return end + sign.length
  }

  /** A type declaration is where entities come from: bombs, and files that are fetched. It has no place in a workbook. */
  const marked = (from: number): number => {
    const head = rest.slice(from, from + 9)
    if (head.startsWith('<!--')) return after('-->', from + 4)
    if (head === '<![CDATA[') {
      const end = rest.indexOf(']]>', from)
      if (end < 0) return -1
      ears.text(rest.slice(from + 9, end))
      return end + 3
    }
    if (head.length < 9 && ('<!--'.startsWith(head) || '<![CDATA['.startsWith(head))) return -1
    throw new XmlRefusal('xlsx-doctype')
  }

  return {
    push: (text: string): void => {
      rest = rest === '' ? text : rest + text
      let from = 0
      while (from < rest.length) {
        const next = piece(from)
        if (next < 0) break
        from = next
      }
      rest = from === 0 ? rest : rest.slice(from)
      if (rest.length > longestPiece) throw new XmlRefusal('xlsx-broken')
    },
    end: (): void => {
      if (open.length > 0 || rest.trim() !== '') throw new XmlRefusal('xlsx-broken')
    },
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const patternByName = new Map<string, RegExp>()

const patternFor = (name: string): RegExp => {
  const pattern = patternByName.get(name) ?? new RegExp(`(?:^|\\s)(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
  patternByName.set(name, pattern)
  return pattern
}

const attributeIn = (text: string, wanted: string): string | undefined => {
  const found = patternFor(wanted).exec(text)
  const value = found?.[1] ?? found?.[2]
  return value === undefined ? undefined : decoded(value)
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const decoded = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z]\w{0,30});?/g, (whole, name: string) => {
        if (!whole.endsWith(';')) throw new XmlRefusal('xlsx-broken')
        if (!name.startsWith('#')) {
          const sign = named[name]
          if (sign === undefined) throw new XmlRefusal('xlsx-doctype')
          return sign
        }
        const point = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
        if (point > 0x10ffff) throw new XmlRefusal('xlsx-broken')
        return String.fromCodePoint(point)
      })
    : text
