import { describe, expect, it } from 'vitest'
import { blockwise, cmac } from './cmac.ts'

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const key = hex('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4')
const message = hex(
  '6bc1bee22e409f96e93d7e117393172a ae2d8a571e03ac9c9eb76fac45af8e51 30c81c46a35ce411e5fbc1191a0a52ef f69f2445df4f9b17ad2b417be66c3710',
)

/** The examples that NIST publishes with SP 800-38B for AES-256. */
const published = [
  [0, '028962f61b7bf89efc6b551f4667d983'],
  [16, '28a7023f452e8f82bd4bf28d8c37c35c'],
  [20, '156727dc0878944a023c1fe03bad6d93'],
  [64, 'e1992190549f6ed5696a2c056c315410'],
] as const

describe('AES-256-CMAC', () => {
  it.each(published)('of %i bytes is as published', (length, tag) => {
    expect(Buffer.from(cmac(key).tag(message.subarray(0, length))).toString('hex')).toBe(tag)
  })

  it('of many messages at once is that of each', () => {
    const [count, blocks] = [5, 3]
    const random = Array.from({ length: count }, (_, at) =>
      Buffer.from(Array.from({ length: blocks * 16 }, (__, byte) => (at * 89 + byte * 7) % 256)),
    )
    const columns = Array.from(
      { length: blocks },
      (_, block) => new Uint8Array(Buffer.concat(random.map((one) => one.subarray(block * 16, block * 16 + 16)))),
    )
    const together = Buffer.from(cmac(key).tags(columns)).toString('hex')
    expect(together).toBe(random.map((one) => Buffer.from(cmac(key).tag(new Uint8Array(one))).toString('hex')).join(''))
  })

  it('takes whole blocks only: what was left of one would shift whatever comes after', () => {
    const encrypt = blockwise(key)
    const first = Buffer.from(encrypt(message.subarray(0, 16)))
    expect(() => encrypt(message.subarray(0, 15))).toThrow('15 bytes')
    expect(Buffer.from(encrypt(message.subarray(0, 16)))).toEqual(first)
  })
})
