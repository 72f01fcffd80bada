/** The unified social credit code of an organization: GB 32100-2015, with the organization code of GB 11714 inside. */
import { z } from 'zod'
import type { Words } from '../kernel/words.ts'

/** What is wrong with a code, named by its place. */
export const usccFlaws = {
  length: { zh: '应为18位', en: 'it must have 18 characters' },
  character: { zh: '只能用数字和除 I、O、S、V、Z 外的大写字母', en: 'only digits and capital letters without I, O, S, V, Z' },
  registrar: { zh: '第1、2位不是登记管理部门和机构类别代码', en: 'characters 1 and 2 name no registering department and kind' },
  region: { zh: '第3至8位应为行政区划数字码', en: 'characters 3 to 8 must be a region code in digits' },
  check: { zh: '第18位校验码不符', en: 'the check character, the 18th, does not fit' },
} as const satisfies Record<string, Words>
export type UsccFlaw = keyof typeof usccFlaws

/**
 * The first thing wrong with a code; nothing when it is well formed.
 * The inner check of GB 11714 is not held against it: the outer one covers the same characters, and that every issued code keeps the inner one is not confirmed.
 */
export const usccFlaw = (text: string): UsccFlaw | undefined => {
  if (text.length !== 18) return 'length'
  if (![...text].every((character) => alphabet.includes(character))) return 'character'
  if (!kinds.has(text.slice(0, 2))) return 'registrar'
  if (!/^\d{6}$/.test(text.slice(2, 8))) return 'region'
  return text.at(-1) === usccCheckCharacter(text.slice(0, 17)) ? undefined : 'check'
}

export const isUscc = (text: string): boolean => usccFlaw(text) === undefined

export const usccShape = z.string().superRefine((text, context) => {
  const flaw = usccFlaw(text)
  if (flaw)
    context.addIssue({ code: 'custom', message: `could not read a unified social credit code: ${usccFlaws[flaw].en}`, params: { flaw } })
})

/** The 18th character for the first seventeen. When the weighted sum is a multiple of 31 it is `0`, not a character after the last. */
export const usccCheckCharacter = (first17: string): string => {
  const sum = [...digitsOf(first17, 17, 'a unified social credit code')].reduce(
    (total, character, at) => total + alphabet.indexOf(character) * (weights[at] ?? 0),
    0,
  )
  return alphabet.charAt((31 - (sum % 31)) % 31)
}

/** The ninth character of an organization code for its first eight (GB 11714): 10 is written X, 11 is written 0. */
export const organizationCheckCharacter = (first8: string): string => {
  const characters = [...digitsOf(first8, 8, 'an organization code')]
  const sum = characters.reduce((total, character, at) => total + Number.parseInt(character, 36) * (organizationWeights[at] ?? 0), 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}

/** A well-formed code for made-up organizations: registrar and kind, region, and the first eight of the organization code. */
export const usccFor = (prefix16: string): string => {
  const first17 = `${digitsOf(prefix16, 16, 'a unified social credit code')}${organizationCheckCharacter(prefix16.slice(8))}`
  const code = `${first17}${usccCheckCharacter(first17)}`
  const flaw = usccFlaw(code)
  if (flaw) throw new Error(`could not make a unified social credit code from "${prefix16}": ${usccFlaws[flaw].en}`)
  return code
}

/** GB/T 2260 code of the place of registration, as it was at that time. */
export const regionOfUscc = (uscc: string): string => uscc.slice(2, 8)

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Powers of three modulo 31. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const

const organizationWeights = [3, 7, 9, 10, 5, 8, 4, 2] as const

/** Registering department and kind of body, characters 1 and 2. */
const kinds: ReadonlySet<string> = new Set(
  '11 12 13 19 21 29 31 32 33 34 35 39 41 49 51 52 53 59 61 62 69 71 72 79 81 89 91 92 93 A1 A9 N1 N2 N3 N9 Y1'.split(' '),
)

const digitsOf = (text: string, length: number, of: string): string => {
  if (text.length !== length || ![...text].every((character) => alphabet.includes(character)))
    throw new Error(`could not check "${text}" as the start of ${of}: it must be ${length} characters of its alphabet`)
  return text
}
