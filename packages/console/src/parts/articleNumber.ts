/** Rule ids to article numbers, and article numbers as each language writes them. */
import type { Language } from '../words/language.ts'

/** `W11-2` and `A11` -> 11. */
export const articleNumber = (rule: string): number | undefined => {
  const match = /^[WA](\d{1,2})(?:-|$)/.exec(rule)
  return match ? Number(match[1]) : undefined
}

/** `N1-5` is a rule of the national overlay: it has a document and no article of the measures. */
export const isNationalRule = (rule: string): boolean => /^N\d-\d{1,2}$/.test(rule)

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1 to 99 in Chinese numerals: 十, 十一, 二十, 三十三. */
export const chineseNumber = (number: number) => {
  const [tens, ones] = [Math.trunc(number / 10), number % 10]
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${digits[ones] ?? ''}`
}

export const articleText = (language: Language, number: number) =>
  language === 'en' ? `Article ${number}` : `第${chineseNumber(number)}条`
