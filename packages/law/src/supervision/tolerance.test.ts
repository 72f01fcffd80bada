import { describe, expect, it } from 'vitest'
import { actors } from '../actors.ts'
import { scene } from '../testing.ts'
import { decide, file, tolerances } from './tolerance.ts'

const empty = scene(tolerances, { facts: { authorizationExists: true }, on: '2026-03-02' })
const asked = { title: '先行先试', authorization: 'a1', basis: '本市容错纠错文件', statement: '经过' }
const decision = { outcome: 'recognized', reason: '符合情形' }

describe('A30 tolerance', () => {
  it('A30 a filing names its authorization, its basis and its facts', () => {
    expect(empty.tries(file, actors.agency, asked).codes).toEqual([])
    expect(empty.tries(file, actors.agency, asked, { facts: { authorizationExists: false } }).codes).toEqual(['no-such-authorization'])
    expect(empty.tries(file, actors.consumer, asked).codes).toEqual(['not-yours-to-do'])
  })

  it('A30 the body that filed does not decide, another does, once', () => {
    const own = empty.does(file, actors.dataAuthority, asked)
    expect(own.tries(decide, actors.dataAuthority, decision).codes).toEqual(['own-filing'])
    const decided = own.does(decide, actors.mechanism[0], decision)
    expect(decided.state.stage).toBe('recognized')
    expect(decided.tries(decide, actors.mechanism[0], decision).codes).toEqual(['not-filed'])
  })
})
