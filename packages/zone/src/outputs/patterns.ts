/** Numbers and addresses that name a person, an account or a company, told by shape and check digit. */
import { isIdNumber, isLuhn, isUscc } from '../identity-numbers.ts'

export interface Pattern {
  readonly code: string
  readonly words: { readonly zh: string; readonly en: string }
  readonly isIn: (text: string) => boolean
}

const matches = (text: string, shape: RegExp): readonly string[] => text.match(shape) ?? []
const pattern = (code: string, zh: string, en: string, shape: RegExp, isReal: (found: string) => boolean): Pattern => ({
  code,
  words: { zh: `疑似${zh}`, en: `looks like ${en}` },
  isIn: (text) => matches(text, shape).some(isReal),
})

export const patterns: readonly Pattern[] = [
  pattern('id-number', '公民身份号码', 'an identity number', /(?<![0-9])[1-9]\d{5}(?:18|19|20)\d{9}[0-9Xx](?![0-9])/g, isIdNumber),
  pattern('mobile', '手机号码', 'a mobile number', /(?<![0-9])1[3-9]\d{9}(?![0-9])/g, () => true),
  pattern(
    'bank-card',
    '银行卡号',
    'a bank card number',
    /(?<![0-9])(?:62|4|5[1-5])\d{13,17}(?![0-9])/g,
    (found) => found.length >= 16 && found.length <= 19 && isLuhn(found),
  ),
  pattern(
    'uscc',
    '统一社会信用代码',
    'a unified social credit code',
    /(?<![0-9A-Za-z])[159AY][1239][0-9]{6}[0-9A-HJ-NP-RT-UW-Y]{10}(?![0-9A-Za-z])/g,
    isUscc,
  ),
  pattern('e-mail', '电子邮箱', 'an e-mail address', /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+/g, () => true),
]
