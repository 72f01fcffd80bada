import { describe, expect, it } from 'vitest'
import { base32, codeOf, enrolmentUri, stepAt, stepOf } from './totp.ts'

const secrets = {
  sha1: Buffer.from('12345678901234567890'),
  sha256: Buffer.from('12345678901234567890123456789012'),
  sha512: Buffer.from('1234567890123456789012345678901234567890123456789012345678901234'),
}

describe('one-time codes', () => {
  it.each([
    [59, '94287082', '46119246', '90693936'],
    [1111111109, '07081804', '68084774', '25091201'],
    [1111111111, '14050471', '67062674', '99943326'],
    [1234567890, '89005924', '91819424', '93441116'],
    [2000000000, '69279037', '90698825', '38618901'],
    [20000000000, '65353130', '77737706', '47863826'],
  ])('are those of RFC 6238, appendix B, at second %i', (second, sha1, sha256, sha512) => {
    const step = stepAt(second * 1_000)
    expect(codeOf(secrets.sha1, step, 8)).toBe(sha1)
    expect(codeOf(secrets.sha256, step, 8, 'sha256')).toBe(sha256)
    expect(codeOf(secrets.sha512, step, 8, 'sha512')).toBe(sha512)
  })

  it.each([
    [0, '755224'],
    [1, '287082'],
    [9, '520489'],
  ])('are those of RFC 4226, appendix D, at count %i', (count, code) => expect(codeOf(secrets.sha1, count)).toBe(code))

  const at = 1_234_567_890_000
  const now = stepAt(at)

  it.each([
    { away: -2, taken: false },
    { away: -1, taken: true },
    { away: 0, taken: true },
    { away: 1, taken: true },
    { away: 2, taken: false },
  ])('of a clock $away steps away are taken: $taken', ({ away, taken }) => {
    expect(stepOf(secrets.sha1, codeOf(secrets.sha1, now + away), at, 0)).toBe(taken ? now + away : undefined)
  })

  it('count once: neither the same nor an older one is taken after it', () => {
    expect(stepOf(secrets.sha1, codeOf(secrets.sha1, now), at, now)).toBeUndefined()
    expect(stepOf(secrets.sha1, codeOf(secrets.sha1, now - 1), at, now)).toBeUndefined()
    expect(stepOf(secrets.sha1, codeOf(secrets.sha1, now + 1), at, now)).toBe(now + 1)
  })

  it.each(['', '00000', '0000000', 'abcdef', '０００００５'])('that are none are turned away: %j', (code) => {
    expect(stepOf(secrets.sha1, code, at, 0)).toBeUndefined()
  })
})

describe('the way into an app', () => {
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foobar', 'MZXW6YTBOI'],
  ])('writes %j in base 32 as RFC 4648 does', (text, written) => expect(base32(Buffer.from(text))).toBe(written))

  it('names who issued it and for whom', () => {
    expect(enrolmentUri(secrets.sha1, 'Yunhe', 'wang')).toBe(
      'otpauth://totp/Yunhe:wang?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Yunhe&algorithm=SHA1&digits=6&period=30',
    )
  })
})
