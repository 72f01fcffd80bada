import { suites } from '@yunhe/keys'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalBytes, type Entry, entryBytes, entryFrom, isPayloadOf, newSalt, payloadHash } from './entry.ts'

const salt = Buffer.alloc(32, 1)
const payload = { reason: '整改完成', days: 30 }
const entry: Entry = {
  stream: 'authorization/a1',
  version: 3,
  type: 'AuthorizationResumed',
  at: '2026-03-02T09:00:00+08:00',
  by: 'p-7f3a',
  under: ['W27-2'],
  basis: ['authorization/a1@2'],
  rules: '2026-01',
  payloadHash: payloadHash(suites.intl, salt, payload),
}

describe('an entry', () => {
  it('has one spelling: sorted keys, no spaces', () => {
    const text = Buffer.from(entryBytes(entry)).toString()
    expect(text).toMatch(/^\{"at":"2026-03-02T09:00:00\+08:00","basis":\["authorization\/a1@2"\],"by":"p-7f3a","payloadHash":"sha256:/)
    expect(entryFrom(entryBytes(entry))).toEqual(entry)
  })

  it.each([
    ['with a space', ` ${Buffer.from(entryBytes(entry))}`],
    ['with a field more', JSON.stringify({ ...entry, x: 1 })],
    ['without a field', '{"at":"x"}'],
    ['in another order', JSON.stringify(entry)],
    ['that is no JSON', '{'],
    ['that is a list', '[]'],
    ['whose hash names no suite', Buffer.from(canonicalBytes({ ...entry, payloadHash: 'md5:00' })).toString()],
  ])('%s is none', (_, text) => {
    expect(entryFrom(Buffer.from(text))).toBeUndefined()
  })

  it('of 65,535 bytes is written and of 65,536 is refused', () => {
    const room = 65_535 - entryBytes({ ...entry, by: '' }).length
    expect(entryBytes({ ...entry, by: 'x'.repeat(room) })).toHaveLength(65_535)
    expect(() => entryBytes({ ...entry, by: 'x'.repeat(room + 1) })).toThrow(
      'could not write entry authorization/a1@3: 65536 bytes, and 65535 are the most',
    )
  })
})

describe('the payload', () => {
  it('is told by its hash, in both suites, whatever the order of its fields', () => {
    for (const suite of [suites.intl, suites.gm]) {
      const own = { ...entry, payloadHash: payloadHash(suite, salt, payload) }
      expect(isPayloadOf(own, salt, { days: 30, reason: '整改完成' })).toBe(true)
      expect(isPayloadOf(own, salt, { ...payload, days: 31 })).toBe(false)
      expect(isPayloadOf(own, newSalt(), payload)).toBe(false)
    }
  })

  it('needs a salt of 32 bytes, or a short payload could be guessed', () => {
    expect(() => payloadHash(suites.intl, Buffer.alloc(31), payload)).toThrow('a salt of 31 bytes; 32 are needed')
  })

  it('without a JSON form is refused', () => {
    expect(() => canonicalBytes(undefined)).toThrow('it has no JSON form')
    expect(() => canonicalBytes({ x: Number.NaN })).toThrow()
  })

  it('any JSON comes back from its canonical form', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(Buffer.from(canonicalBytes(value)).toString())).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    ))
})
