/** Amounts in capital characters, as payment notices and receipts must state them (article 23). */
import type { Fen } from './money.ts'

/**
 * `人民币壹仟肆佰零玖元伍角` for ¥1,409.50, by the rules for filling in negotiable instruments of the People's Bank:
 * 整 closes an amount that ends with yuan; one 零 stands for any run of zeros inside; a zero before a jiao or fen is spoken;
 * where the rules leave a 零 to choice, the first of their two spellings is taken.
 */
export const capitalAmount = (amount: Fen): string => {
  const size = Math.abs(amount)
  const [yuan, jiao, fen] = [Math.floor(size / 100), Math.floor(size / 10) % 10, size % 10]
  return `人民币${amount < 0 ? '负' : ''}${yuan > 0 || size === 0 ? `${wholeYuan(yuan)}元` : ''}${smallChange(yuan, jiao, fen)}`
}

const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['仟', '佰', '拾', ''] as const

const digitOf = (value: number): string => digits.charAt(value)

/** 角 and 分. After whole yuan a 零 is spoken when the figure just before is a zero. */
const smallChange = (yuan: number, jiao: number, fen: number): string => {
  if (jiao === 0 && fen === 0) return '整'
  const silent = yuan === 0 || (jiao > 0 && yuan % 10 > 0)
  return `${silent ? '' : '零'}${jiao > 0 ? `${digitOf(jiao)}角` : ''}${fen > 0 ? `${digitOf(fen)}分` : ''}`
}

const wholeYuan = (yuan: number): string =>
  yuan === 0 ? '零' : joined(yuan, 100_000_000, '亿', (part) => joined(part, 10_000, '万', group))

/** The part above `unit`, the unit's name, and the part below, with a 零 when figures between them are zero. */
const joined = (value: number, unit: number, name: string, spoken: (part: number) => string): string => {
  const [above, below] = [Math.floor(value / unit), value % unit]
  if (above === 0) return spoken(below)
  return `${spoken(above)}${name}${below === 0 ? '' : `${below < unit / 10 ? '零' : ''}${spoken(below)}`}`
}

/** Up to four figures: 1,409 is 壹仟肆佰零玖, 6,007 is 陆仟零柒. */
const group = (value: number): string =>
  String(value)
    .padStart(4, '0')
    .split('')
    .map((figure, at) => (figure === '0' ? '零' : `${digitOf(Number(figure))}${places[at]}`))
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '')
