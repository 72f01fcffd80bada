import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkpointOf, rootFrom, verify } from './inclusion.ts'

/** RFC 6962 as its text says it, by recursion: another road to the same root. */
const sha = (...parts: readonly (Buffer | string)[]) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const leaf = (entry: string) => sha(Buffer.from([0]), entry)
const half = (size: number) => 2 ** Math.floor(Math.log2(size - 1))
const root = (entries: readonly string[]): Buffer =>
  entries.length === 1
    ? leaf(entries[0] ?? '')
    : sha(Buffer.from([1]), root(entries.slice(0, half(entries.length))), root(entries.slice(half(entries.length))))
const path = (index: number, entries: readonly string[]): Buffer[] => {
  if (entries.length === 1) return []
  const k = half(entries.length)
  return index < k
    ? [...path(index, entries.slice(0, k)), root(entries.slice(k))]
    : [...path(index - k, entries.slice(k)), root(entries.slice(0, k))]
}
const entriesTo = (size: number) => Array.from({ length: size }, (_, index) => JSON.stringify({ entry: index }))
const claimAt = (index: number, size: number, form: 'hex' | 'base64' = 'base64') => ({
  entry: entriesTo(size)[index] ?? '',
  index,
  size,
  inclusion: path(index, entriesTo(size)).map((hash) => hash.toString(form)),
})
const checkpointAt = (size: number) => `yunhe.example/log\n${size}\n${root(entriesTo(size)).toString('base64')}\n\n— signer AAAA\n`

describe('an inclusion proof', () => {
  it('leads to the root from every leaf of every tree up to 33 leaves', async () => {
    for (let size = 1; size <= 33; size += 1) {
      const wanted = root(entriesTo(size)).toString('base64')
      for (let index = 0; index < size; index += 1) expect(await rootFrom(claimAt(index, size))).toBe(wanted)
    }
  })
  it('is read in hex as in base64', async () => expect(await verify(claimAt(4, 11, 'hex'), checkpointAt(11))).toBe('holds'))
  it('is broken by one changed letter of the entry', async () => {
    expect(await verify({ ...claimAt(4, 11), entry: '{"entry":40}' }, checkpointAt(11))).toBe('broken')
  })
  it('is broken when it is one hash too short or too long', async () => {
    const claim = claimAt(4, 11)
    expect(await verify({ ...claim, inclusion: claim.inclusion.slice(1) }, checkpointAt(11))).toBe('broken')
    expect(await verify({ ...claim, inclusion: [...claim.inclusion, claim.inclusion[0] ?? ''] }, checkpointAt(11))).toBe('broken')
  })
  it('is broken when the checkpoint is of another size', async () => expect(await verify(claimAt(4, 11), checkpointAt(12))).toBe('broken'))
})

it('a checkpoint names origin, size and root', () => {
  expect(checkpointOf('a/b\n7\ncm9vdA==\n\n— k s\n')).toEqual({ origin: 'a/b', size: 7, root: 'cm9vdA==' })
})
