/** Passwords as they rest: argon2id, never the password itself. */
import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const argon2Of = promisify(argon2)
/** RFC 9106, second recommended option. */
const cost = { memory: 65_536, passes: 3, parallelism: 4 }

export const hashPassword = async (password: string, salt = randomBytes(16)): Promise<string> => {
  const hash = await argon2Of('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce: salt, tagLength: 32, ...cost })
  return `argon2id$${salt.toString('base64url')}$${Buffer.from(hash).toString('base64url')}`
}

/** As long to answer as a right one: for a login that is not there, and for an account without a password. */
const nobodys = `argon2id$${'A'.repeat(22)}$x`

export const matches = async (password: string, stored: string | undefined): Promise<boolean> => {
  const [, salt = '', hash = ''] = (stored || nobodys).split('$')
  const [, , tried = ''] = (await hashPassword(password, Buffer.from(salt, 'base64url'))).split('$')
  return timingSafeEqual(createHash('sha256').update(tried).digest(), createHash('sha256').update(hash).digest())
}

/** Handed over once and changed at the first sign-in: 100 bits, in letters that are not mistaken for one another. */
export const oneTimePassword = (): string => {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const drawn = [...randomBytes(64)].filter((byte) => byte < 248).slice(0, 20)
  return drawn.map((byte, at) => `${at > 0 && at % 5 === 0 ? '-' : ''}${letters[byte % 31]}`).join('')
}

/** What a new password must be; the code of what is wrong, or nothing. */
export const weaknessOf = (password: string, login: string): 'too-short' | 'too-plain' | undefined => {
  if ([...password.normalize('NFKC')].length < 12) return 'too-short'
  const isPlain = new Set(password).size < 5 || password.toLowerCase().includes(login.toLowerCase())
  return isPlain ? 'too-plain' : undefined
}
