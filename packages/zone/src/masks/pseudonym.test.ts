import { createHash } from 'node:crypto'
import { suites } from '@yunhe/keys'
import { describe, expect, it } from 'vitest'
import { cmac } from './cmac.ts'
import { throughMask } from './testing.ts'

const people = ['32021119900101123X', '320211199001011255', '32021119900101123X', null]
const pseudonym = { kind: 'pseudonym' } as const

describe('a pseudonym', () => {
  it('is the same word for the same value inside a grant, and empty stays empty', async () => {
    const [first, second, again, none] = await throughMask(pseudonym, 'text', people)
    expect(first).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(again).toBe(first)
    expect(second).not.toBe(first)
    expect(none).toBeNull()
  })

  it('is another word under another grant and is not the bare digest of the value', async () => {
    const [here] = await throughMask(pseudonym, 'text', people)
    const [there] = await throughMask(pseudonym, 'text', people, 'secret-of-grant-2')
    expect(there).not.toBe(here)
    expect(here).not.toBe(createHash('sha256').update('32021119900101123X').digest('base64url').slice(0, 22))
  })

  it('is the AES-256-CMAC of the value under a key of its own from the secret of the grant, as anyone can compute it again', async () => {
    const key = suites.intl.kdf(Buffer.from('secret-of-grant-1'), 'yunhe/mask/1/pseudonym', 32)
    const cell = (text: string) => {
      const bytes = Buffer.alloc(16)
      bytes.writeUInt32LE(text.length, 0)
      bytes.write(text, 4)
      return bytes
    }
    const message = Buffer.concat([cell('320211199001'), cell('01123X')])
    const [first] = await throughMask(pseudonym, 'text', people)
    expect(first).toBe(Buffer.from(cmac(key).tag(new Uint8Array(message))).toString('base64url'))
  })

  it('tells texts of every length apart: on both sides of 12 and 24 bytes, in Chinese, and empty', async () => {
    const texts = [
      '',
      'a',
      'a'.repeat(12),
      'a'.repeat(13),
      'a'.repeat(24),
      'a'.repeat(25),
      `${'a'.repeat(25)}b`,
      '无锡市滨湖区蠡湖大道一号',
      '江',
      '江苏',
      '江苏省无锡市',
    ]
    const words = await throughMask(pseudonym, 'text', [...texts, ...texts])
    expect(new Set(words).size).toBe(texts.length)
    expect(words.slice(texts.length)).toEqual(words.slice(0, texts.length))
    for (const word of words) expect(word).toMatch(/^[A-Za-z0-9_-]{22}$/)
  })

  it('is the same beside other rows as alone', async () => {
    const many = Array.from({ length: 300 }, (_, at) => (at % 7 === 0 ? null : at % 5 === 0 ? `very long value number ${at}` : `v${at}`))
    const together = await throughMask(pseudonym, 'text', many)
    for (const at of [1, 5, 7]) expect(await throughMask(pseudonym, 'text', [many[at] ?? null])).toEqual([together[at]])
    expect(together[0]).toBeNull()
  })
})
