import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { atomOf } from './atom.ts'
import { productDocument } from './catalog.ts'

/** The vectors in docs/formats are what strangers build against: here our own code is held against them. */
const vectorsOf = (file: string) => {
  const text = readFileSync(join(import.meta.dirname, '../../../../docs/formats', file), 'utf8')
  return JSON.parse(/```json vectors\n([\s\S]*?)```/.exec(text)?.[1] ?? 'null')
}

it('feed.md', () => {
  const { feed, atom } = vectorsOf('feed.md')
  expect(atomOf(feed)).toBe(atom)
})

it('catalog.md', () => {
  const { sources, found, document } = vectorsOf('catalog.md')
  expect(productDocument(sources, found)).toEqual(document)
})
