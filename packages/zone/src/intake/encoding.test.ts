import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { detectEncoding } from './encoding.ts'
import type { IntakeScene } from './testing.ts'
import { intakeScene } from './testing.ts'

let scene: IntakeScene
beforeAll(async () => {
  scene = await intakeScene()
})
afterAll(() => scene.end())

const of = async (...pieces: readonly (string | readonly number[])[]) =>
  detectEncoding(await scene.write('text', Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)))))

const wuxiInGbk = [0xce, 0xde, 0xce, 0xfd, 0x0a]

describe('the encoding of a file', () => {
  it('is told by the lines that are not ASCII', async () => {
    expect(await of('a,b\n1,2\n')).toBe('ascii')
    expect(await of('a,b\n无锡,2\n')).toBe('utf-8')
    expect(await of('a,b\n', wuxiInGbk, wuxiInGbk)).toBe('gb18030')
  })

  it('is not changed by a single broken line', async () => {
    expect(await of('无锡\n江阴\n', wuxiInGbk, '宜兴\n')).toBe('utf-8')
    expect(await of(wuxiInGbk, wuxiInGbk, '宜兴\n')).toBe('gb18030')
  })

  it('is none of ours where there are zero bytes or the mark of UTF-16', async () => {
    expect(await of([0xff, 0xfe, 0x41, 0x00])).toBe('other')
    expect(await of([0x50, 0x41, 0x52, 0x31, 0x00, 0x01])).toBe('other')
  })
})
