/** One-time codes by time (RFC 6238, SHA-1, six digits, thirty seconds): what every authenticator app computes. */
import { createHmac, timingSafeEqual } from 'node:crypto'

const stepSeconds = 30
const digits = 6

export const stepAt = (ms: number): number => Math.floor(ms / 1_000 / stepSeconds)

/** RFC 4226 with the step as its counter. */
export const codeOf = (secret: Uint8Array, step: number, length = digits, hash = 'sha1'): string => {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac(hash, secret).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0x0f
  const number = mac.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** length).padStart(length, '0')
}

/**
 * The step a code belongs to, where it is right: one step to either side forgives a clock, and a step counts once.
 * @param lastStep the newest step whose code was taken
 */
export const stepOf = (secret: Uint8Array, code: string, ms: number, lastStep: number): number | undefined => {
  const now = stepAt(ms)
  return [now - 1, now, now + 1].find((step) => step > lastStep && isSame(codeOf(secret, step), code))
}

const isSame = (right: string, given: string): boolean =>
  new RegExp(`^[0-9]{${digits}}$`).test(given) && timingSafeEqual(Buffer.from(right), Buffer.from(given))

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 without padding, as the apps read it. */
export const base32 = (bytes: Uint8Array): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** What a QR code carries into an app. */
export const enrolmentUri = (secret: Uint8Array, issuer: string, login: string): string =>
  `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(login)}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${digits}&period=${stepSeconds}`
