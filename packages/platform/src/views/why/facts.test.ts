import { calls, organizations, parametersOn } from '@yunhe/law'
import { describe, expect, it } from 'vitest'
import type { Outside } from '../../commands/reading.ts'
import { type NotedReading, type Past, readingFrom } from '../../commands/reading-from.ts'
import { shownFacts, shownStanding } from './facts.ts'

const outside: Outside = {
  keyedHash: (text) => text,
  servedCalls: async () => 0,
  numbersOn: (on) => parametersOn(on),
  rootAfter: async () => undefined,
}

/** Three cases: a call that everybody sees, and two organizations of which the reader sees one. */
const stateByStream: Readonly<Record<string, object>> = {
  'call/c1': { ...calls.start, title: '通告', stage: 'published' },
  'organization/seen': { ...organizations.start, name: '看得见的单位' },
  'organization/unseen': { ...organizations.start, name: '看不见的单位' },
}
const past: Past = {
  standing: async (procedure, stream) => {
    const state = stateByStream[stream]
    return state ? { version: 1, last: `${stream}@1`, state } : { version: 0, last: undefined, state: procedure.start }
  },
  streamsUnder: async ({ name }) => Object.keys(stateByStream).filter((stream) => stream.startsWith(`${name}/`)),
}
const gather = async (read: NotedReading) => {
  const call = await read.one(calls, 'c1')
  const known = await read.all(organizations, 'any')
  const unseen = known.find(({ id }) => id === 'unseen')
  return {
    call: { stage: call.stage, title: call.title },
    missing: (await read.one(organizations, 'nobody')).name === '',
    count: known.length,
    first: known[0]?.state.name,
    secret: unseen?.state.name,
    names: known.map(({ state }) => state.name),
    some: known.length > 0,
  }
}

const told = async (visible: readonly string[], wanted = gather) => {
  const read = readingFrom(past, outside)
  const known = { past, outside, gather: wanted, facts: await wanted(read), read, visible: new Set(visible) }
  const facts = await shownFacts(known, ['call.stage', 'missing', 'count', 'first', 'secret', 'names', 'some'])
  return Object.fromEntries(facts.map((fact) => [fact.name, fact]))
}

describe('W16-1 what of the facts a reader is told', () => {
  it('is a fact of a case the reader sees, with the entry that shows it', async () => {
    const facts = await told(['call/c1', 'organization/seen'])
    expect(facts['call.stage']).toEqual({ name: 'call.stage', of: 'others', isShown: true, value: 'published', shownBy: ['call/c1@1'] })
    expect(facts.first).toMatchObject({ isShown: true, value: '看得见的单位', shownBy: ['organization/seen@1'] })
    expect(facts.missing).toMatchObject({ isShown: true, value: true, shownBy: [] })
  })

  it.each(['secret', 'count', 'names'])('W16-1 never %s, which rests on a case the reader may not see', async (name) => {
    const facts = await told(['call/c1', 'organization/seen'])
    expect(facts[name]).toEqual({ name, of: 'others', isShown: false, shownBy: [] })
    expect(JSON.stringify(facts)).not.toContain('看不见')
  })

  it('W16-1 is what would be the same without that case', async () => {
    expect((await told(['call/c1', 'organization/seen'])).some).toMatchObject({ isShown: true, value: true })
    expect((await told(['call/c1'])).some).toMatchObject({ isShown: false })
  })

  it('W16-1 is nothing where the facts cannot be gathered without what is hidden', async () => {
    const needy = async (read: NotedReading) => {
      const facts = await gather(read)
      if (facts.secret === undefined) throw new Error('could not do without it')
      return facts
    }
    const facts = await told(['call/c1', 'organization/seen'], needy)
    expect(Object.values(facts).map(({ isShown }) => isShown)).not.toContain(true)
  })

  it('tells all to whoever sees all, a long list by its length', async () => {
    const all = Object.keys(stateByStream)
    const facts = await told(all)
    expect(facts.names).toMatchObject({ isShown: true, value: ['看得见的单位', '看不见的单位'] })
    const many = await told(all, async (read) => ({ ...(await gather(read)), names: Array.from({ length: 13 }, (_, at) => `${at}`) }))
    expect(many.names).toEqual({ name: 'names', of: 'others', isShown: true, count: 13, shownBy: [] })
  })
})

describe('what of the case itself a reader is told', () => {
  it('is what the reader finds on its page', () => {
    const seen = [
      { path: 'content.sql', value: 'select 1' },
      { path: 'stage', value: 'published' },
    ]
    expect(shownStanding(seen, { stage: 'published', content: {} })).toEqual([
      { name: 'content.sql', of: 'case', isShown: false, shownBy: [] },
      { name: 'stage', of: 'case', isShown: true, value: 'published', shownBy: [] },
    ])
  })
})
