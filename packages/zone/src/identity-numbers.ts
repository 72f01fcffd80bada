/** Numbers that name a person, a company or an account, told by their shape and their check sign. */

/** GB 11643: eighteen signs with a day of birth, the last a check over the first seventeen (ISO 7064 MOD 11-2). */
export const isIdNumber = (text: string): boolean => {
  if (!/^[1-9]\d{5}(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/.test(text)) return false
  return checkSignOf(text.slice(0, 17)) === text.charAt(17).toUpperCase()
}

/** The sign that checks the first seventeen digits. */
export const checkSignOf = (digits: string): string => {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0)
  return '10X98765432'.charAt(sum % 11)
}

/** Without I, O, S, V and Z. */
const usccSigns = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** GB 32100: eighteen signs, the last a check over the first seventeen (ISO 7064 MOD 31-3). */
export const isUscc = (text: string): boolean => {
  const upper = text.toUpperCase()
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(upper)) return false
  const sum = [...upper].reduce((total, sign, index) => total + usccSigns.indexOf(sign) * (index === 17 ? 1 : 3 ** index % 31), 0)
  return sum % 31 === 0
}

/** The last digit of a card number checks the others. */
export const isLuhn = (text: string): boolean => {
  const sum = [...text].reverse().reduce((total, digit, index) => total + luhnOf(Number(digit), index), 0)
  return sum % 10 === 0
}
const luhnOf = (digit: number, index: number) => (index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2)
