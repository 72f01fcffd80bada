import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { anchor, zones } from './zone.ts'

const empty = scene(zones, { facts: {}, on: '2026-05-06' })
const word = { zone: 'zone-1', size: 10, root: 'r10', checkpoint: 'note' }
const anchored = empty.does(anchor, actors.platform, word)

describe("the zone's log is anchored", () => {
  it('A24 by the platform alone', () => {
    expect(empty.tries(anchor, actors.dataAuthority, word).codes).toEqual(['not-yours-to-do'])
  })

  it.each([
    { change: { size: 11, root: 'r11' }, codes: [] },
    { change: {}, codes: [] },
    { change: { size: 9, root: 'r9' }, codes: ['log-has-shrunk'] },
    { change: { root: 'another' }, codes: ['log-was-rewritten'] },
  ])('A24 after ten entries, $change: $codes', ({ change, codes }) => {
    expect(anchored.tries(anchor, actors.platform, { ...word, ...change }).codes).toEqual(codes)
  })
})
