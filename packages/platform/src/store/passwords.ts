/** Passwords as they rest: argon2id, never the password itself. */
import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const argon2Of = promisify(argon2)

/** What one try costs: KiB of memory, passes over them, lanes. */
export interface PasswordCost {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

/** RFC 9106, second recommended option. */
const recommended: PasswordCost = { memory: 65_536, passes: 3, parallelism: 4 }

/** The PHC string: it says itself what it cost, so that the cost can be raised while older ones still open. */
export const hashPassword = async (password: string, cost = recommended, salt = randomBytes(16)): Promise<string> => {
  const hash = await argon2Of('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce: salt, tagLength: 32, ...cost })
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(Buffer.from(hash))}`
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

/** As long to answer as a right one: for a login that is not there, and for an account without a password. */
const nobodys = `argon2id$${'A'.repeat(22)}$x`

interface Stored {
  readonly cost: PasswordCost
  readonly salt: Buffer
  readonly hash: Buffer
}

/** Rows of before the cost stood in them have three parts, and the recommended one. */
const read = (stored: string): Stored => {
  const [, memory, passes, parallelism] = /\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(stored) ?? []
  const [salt = '', hash = ''] = stored.split('$').slice(-2)
  const cost = memory ? { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) } : recommended
  return { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') }
}

export const matches = async (password: string, stored: string | undefined): Promise<boolean> => {
  const { cost, salt, hash } = read(stored || nobodys)
  const tried = read(await hashPassword(password, cost, salt)).hash
  return timingSafeEqual(digest(tried), digest(hash))
}

const digest = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest()

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
