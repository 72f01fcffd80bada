import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suites } from '@yunhe/keys'
import { describe, expect, it } from 'vitest'
import { drawnOrder, drawSeed } from './draw.ts'

const { hash } = suites.intl
const root = Buffer.alloc(32, 7)
const names = ['e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7']
const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()

/** As a stranger writes it after reading the format. */
const again = (text: string, pool: readonly string[]): string[] => {
  const seed = sha(Buffer.from(text))
  const words: number[] = []
  for (let block = 0; block < 64; block++) {
    const counter = Buffer.from([0, 0, 0, block])
    const bytes = sha(seed, counter)
    for (let at = 0; at < 32; at += 4) words.push(bytes.readUInt32BE(at))
  }
  const order = [...pool].sort()
  for (let last = order.length - 1; last > 0; last--) {
    const limit = 2 ** 32 - (2 ** 32 % (last + 1))
    let word = words.shift() ?? 0
    while (word >= limit) word = words.shift() ?? 0
    const place = word % (last + 1)
    ;[order[last], order[place]] = [order[place] as string, order[last] as string]
  }
  return order
}

describe('a draw', () => {
  it('follows from the root, the name and the round, as its format tells', () => {
    const seed = drawSeed(hash, root, 'c1.9132', 1)
    expect(Buffer.from(seed).toString('hex')).toBe(
      sha(Buffer.from(`yunhe draw v1\n${root.toString('base64')}\nc1.9132\n1\n`)).toString('hex'),
    )
    expect(drawnOrder(hash, seed, names)).toEqual(again(`yunhe draw v1\n${root.toString('base64')}\nc1.9132\n1\n`, names))
  })

  it('is the vector of the format', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../docs/formats/expert-draw.md'), 'utf8')
    const one = JSON.parse(/```json vectors\n([\s\S]*?)```/.exec(text)?.[1] ?? 'null')
    const seed = drawSeed(hash, Buffer.from(one.root, 'base64'), one.application, one.round)
    expect(Buffer.from(seed).toString('hex')).toBe(one.seed)
    expect(drawnOrder(hash, seed, one.pool)).toEqual(one.order)
  })

  it('is another one for another root, name or round, and the same however the pool is told', () => {
    const orderOf = (from: Uint8Array, name: string, round: number, pool = names) =>
      drawnOrder(hash, drawSeed(hash, from, name, round), pool).join()
    const one = orderOf(root, 'c1.9132', 1)
    expect(orderOf(root, 'c1.9132', 1, names.toReversed())).toBe(one)
    expect(orderOf(root, 'c1.9132', 1, [...names, 'e1'])).toBe(one)
    for (const other of [orderOf(Buffer.alloc(32, 8), 'c1.9132', 1), orderOf(root, 'c2.9132', 1), orderOf(root, 'c1.9132', 2)])
      expect(other).not.toBe(one)
  })

  it('gives every name of a pool the first place about as often', () => {
    const first = new Map<string, number>()
    for (let round = 0; round < 7_000; round++) {
      const [name = ''] = drawnOrder(hash, drawSeed(hash, root, 'fair', round), names)
      first.set(name, (first.get(name) ?? 0) + 1)
    }
    // A thousand each; six standard deviations either way.
    for (const name of names) expect(Math.abs((first.get(name) ?? 0) - 1_000)).toBeLessThan(180)
  })

  it('of nobody is nobody, of one is that one', () => {
    const seed = drawSeed(hash, root, 'c1', 1)
    expect(drawnOrder(hash, seed, [])).toEqual([])
    expect(drawnOrder(hash, seed, ['e1'])).toEqual(['e1'])
  })
})
