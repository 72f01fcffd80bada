import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { contentDigestIn, placeOfPiece } from './sent-pieces.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const piece = (offset: number, text: string, digest = sha256(text)) => ({ offset, sha256: digest, bytes: Buffer.from(text) })
/** `abcd`, `ef` of which the first has come. */
const received = { sizeBytes: 6, receivedBytes: 4, pieceBytes: 4, pieces: [sha256('abcd')] }

describe('where a piece belongs', () => {
  it.each([
    ['the next', piece(4, 'ef'), 'next'],
    ['one that came before', piece(0, 'abcd'), 'here'],
    ['another at the place of one that came before', piece(0, 'abcx'), 'out-of-place'],
    ['one that leaves a hole', piece(8, 'ef'), 'out-of-place'],
    ['one inside of another', piece(2, 'cd'), 'out-of-place'],
    ['one too long', piece(4, 'efg'), 'damaged'],
    ['one too short', piece(4, 'e'), 'damaged'],
    ['one that was changed on its way', piece(4, 'ex', sha256('ef')), 'damaged'],
  ] as const)('%s: %o is %s', (_, sent, place) => expect(placeOfPiece(received, sent)).toBe(place))

  it('nothing follows the last', () => {
    const whole = { ...received, receivedBytes: 6, pieces: [sha256('abcd'), sha256('ef')] }
    expect(placeOfPiece(whole, piece(6, ''))).toBe('out-of-place')
    expect(placeOfPiece(whole, piece(4, 'ef'))).toBe('here')
  })
})

it('a content digest is one SHA-256 and nothing beside it', () => {
  const text = createHash('sha256').update('a').digest('base64')
  expect(contentDigestIn(`sha-256=:${text}:`)).toBe(sha256('a'))
  for (const header of [undefined, text, `sha-512=:${text}:`, `sha-256=:${text}:, md5=:x:`, ['sha-256']])
    expect(contentDigestIn(header)).toBeUndefined()
})
