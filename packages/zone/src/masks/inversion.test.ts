/** What an operator might try with masked values alone: each attempt must come out with nothing. */
import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkSignOf } from '../identity-numbers.ts'
import { throughMask } from './testing.ts'

/** Everybody born on one day in one district: few enough to try, which is why a bare digest is no pseudonym. */
const candidates = Array.from({ length: 1000 }, (_, order) => {
  const start = `32021119900101${String(order).padStart(3, '0')}`
  return `${start}${checkSignOf(start)}`
})
const person = candidates[123] ?? ''

describe('A16 a pseudonym is not undone by trying every id number', () => {
  it.each([
    ['the bare digest', (id: string) => createHash('sha256').update(id).digest()],
    ['a digest under the name of the grant', (id: string) => createHmac('sha256', 'grant-1').update(id).digest()],
    ['SM3', (id: string) => createHash('sm3').update(id).digest()],
    ['MD5', (id: string) => createHash('md5').update(id).digest()],
  ] as const)('by %s', async (_, digest) => {
    const [word] = await throughMask({ kind: 'pseudonym' }, 'text', [person])
    const tried = candidates.flatMap((id) => [digest(id).toString('base64url').slice(0, 22), digest(id).toString('hex').slice(0, 22)])
    expect(tried).not.toContain(word)
  })

  it('by masking every candidate in a grant of one’s own: no word is the same there', async () => {
    for (const mask of [{ kind: 'pseudonym' }, { kind: 'format-preserving', of: 'id-number' }] as const) {
      const [word] = await throughMask(mask, 'text', [person], 'secret-of-grant-1')
      expect(await throughMask(mask, 'text', candidates.slice(0, 300), 'secret-of-grant-2')).not.toContain(word)
    }
  })
})

describe('A16 noise is not averaged away', () => {
  it('by having it written out again, nor by rows that say the same of one person', async () => {
    const once = await throughMask({ kind: 'noise', percent: 10 }, 'number', ['5000'])
    for (let again = 0; again < 3; again += 1) expect(await throughMask({ kind: 'noise', percent: 10 }, 'number', ['5000'])).toEqual(once)
    expect(Math.abs(Number(once[0]) - 5000)).toBeGreaterThan(1e-3)
  })

  it('by what is known of another value of the same person', async () => {
    const [known, wanted] = [
      await throughMask({ kind: 'noise', percent: 10 }, 'number', ['5000']),
      await throughMask({ kind: 'noise', percent: 10 }, 'number', ['7000']),
    ]
    const guessed = (Number(wanted[0]) / Number(known[0])) * 5000
    expect(Math.abs(guessed - 7000)).toBeGreaterThan(1e-3)
  })
})
