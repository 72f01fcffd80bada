/** The citizen identification number of GB 11643: eighteen characters, of which the last is a check character. */
import { z } from 'zod'
import { type Day, isDay } from '../kernel/days.ts'
import type { Words } from '../kernel/words.ts'

export const idNumberFlaws = {
  length: { zh: '应为18位', en: 'it must have 18 characters' },
  character: { zh: '前17位应为数字，末位为数字或大写 X', en: 'seventeen digits, then a digit or a capital X' },
  birth: { zh: '第7至14位不是存在的日期', en: 'characters 7 to 14 are not an existing date' },
  check: { zh: '第18位校验码不符', en: 'the check character, the 18th, does not fit' },
} as const satisfies Record<string, Words>
export type IdNumberFlaw = keyof typeof idNumberFlaws

export interface IdNumber {
  /** Region of first registration, under the code it had then: old codes live on, so it is held against no list. */
  readonly region: string
  readonly birth: Day
  /** 1 to 999 as given by the police; odd for men, even for women. */
  readonly sequence: number
  readonly sexDigit: number
  readonly sex: 'male' | 'female'
}

/** The first thing wrong with a number; nothing when it is well formed. */
export const idNumberFlaw = (text: string): IdNumberFlaw | undefined => {
  if (text.length !== 18) return 'length'
  if (!/^\d{17}[\dX]$/.test(text)) return 'character'
  if (!isDay(birthOf(text))) return 'birth'
  return text.at(-1) === idNumberCheckCharacter(text.slice(0, 17)) ? undefined : 'check'
}

export const isIdNumber = (text: string): boolean => idNumberFlaw(text) === undefined

export const idNumberShape = z.string().superRefine((text, context) => {
  const flaw = idNumberFlaw(text)
  if (flaw)
    context.addIssue({ code: 'custom', message: `could not read an identification number: ${idNumberFlaws[flaw].en}`, params: { flaw } })
})

/** What a well-formed number says of its holder; nothing for any other text. */
export const readIdNumber = (text: string): IdNumber | undefined => {
  const birth = birthOf(text)
  if (!isIdNumber(text) || !isDay(birth)) return undefined
  const sexDigit = Number(text.charAt(16))
  return { region: text.slice(0, 6), birth, sequence: Number(text.slice(14, 17)), sexDigit, sex: sexDigit % 2 === 1 ? 'male' : 'female' }
}

export const idNumberCheckCharacter = (first17: string): string => {
  if (!/^\d{17}$/.test(first17)) throw new Error('could not check the start of an identification number: it must be 17 digits')
  const sum = weights.reduce((total, weight, at) => total + weight * Number(first17.charAt(at)), 0)
  return '10X98765432'.charAt(sum % 11)
}

/** A well-formed number for made-up people. An odd sequence makes a man, an even one a woman. */
export const idNumberFor = (region: string, birth: Day, sequence: number): string => {
  if (!/^\d{6}$/.test(region)) throw new Error(`could not make an identification number for region "${region}": it must be 6 digits`)
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > 999)
    throw new Error(`could not make an identification number with sequence ${sequence}: it must be 1 to 999`)
  const first17 = `${region}${birth.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return `${first17}${idNumberCheckCharacter(first17)}`
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const

const birthOf = (text: string): string => `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
