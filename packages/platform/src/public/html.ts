/** Text into HTML: whatever is put in is escaped, unless it came from here. */

export interface Html {
  readonly html: string
}

type Part = Html | string | number | undefined | false | readonly Part[]

export const html = (fixed: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: fixed.map((text, place) => text + (place < parts.length ? written(parts[place]) : '')).join(''),
})

const written = (part: Part): string => {
  if (part === undefined || part === false) return ''
  if (Array.isArray(part)) return part.map(written).join('')
  if (typeof part === 'object') return (part as Html).html
  return escaped(String(part))
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign)
