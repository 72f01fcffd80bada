import { describe, expect, it } from 'vitest'
import { frameOf, readFrame } from './frames.ts'
import { flippedAt, textEntries } from './testing.ts'

const one = Buffer.from(frameOf(textEntries(3)))
const two = Buffer.from(frameOf(textEntries(1)))

describe('a frame', () => {
  it('gives its entries back and says where it ends', () => {
    const read = readFrame(Buffer.concat([one, two]), one.length)
    expect(read).toMatchObject({ ok: true, end: one.length + two.length })
    expect(readFrame(one, 0)).toMatchObject({ ok: true, entries: textEntries(3) })
  })

  it('cut anywhere at the end of the file is a tear', () => {
    for (let length = 1; length < two.length; length++)
      expect(readFrame(Buffer.concat([one, two.subarray(0, length)]), one.length)).toEqual({ ok: false, tear: true })
  })

  it('with any bit flipped before a whole frame is damage', () => {
    for (let bit = 0; bit < one.length * 8; bit++)
      expect(readFrame(Buffer.concat([flippedAt(one, bit), two]), 0), `bit ${bit}`).toEqual({ ok: false, tear: false })
  })
})
