import { cases } from '@yunhe/law'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KindHelp } from '../contract/index.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
beforeAll(async () => {
  tested = await testPlatform()
})
afterAll(() => tested.stop())

const helpOn = async (plural: string): Promise<KindHelp> => (await (await tested.signedIn('consumer')).get(`/api/help/${plural}`)).body

describe('the help on a kind of case', () => {
  it('is there for every kind, with all its stages, clocks and what people may do', async () => {
    for (const { plural, stages, acts, clocks = [] } of cases) {
      const help = await helpOn(plural)
      expect(help.stages.map(({ stage }) => stage)).toEqual(Object.keys(stages))
      expect(help.clocks).toHaveLength(clocks.length)
      const known = acts.map(({ name }) => name as string)
      expect(help.acts.filter(({ name, rules }) => !known.includes(name) || rules.length === 0)).toEqual([])
    }
  })

  it('A10 says of an act who does it, what closes it and what its answers are held against, in words of the rules themselves', async () => {
    const { acts } = await helpOn('authorizations')
    const order = acts.find(({ act }) => act === 'order-rectification')
    expect(order?.roles).toContain('data-authority')
    expect(order?.rules).toContain('A10')
    expect(order?.closedWhere.every(({ words }) => words.zh !== '' && words.en !== '')).toBe(true)
    expect(acts.find(({ act }) => act === 'expire')).toBeUndefined()
  })

  it('is not there for a kind that is none', async () => {
    expect((await (await tested.signedIn('consumer')).get('/api/help/dragons')).status).toBe(404)
  })
})

describe('a tour', () => {
  it('is remembered for the person and nobody else, once', async () => {
    const consumer = await tested.signedIn('consumer')
    expect((await consumer.get('/api/tours')).body).toEqual({ roles: [] })
    await consumer.post('/api/tours', { role: 'consumer' })
    expect((await consumer.post('/api/tours', { role: 'consumer' })).body).toEqual({ roles: ['consumer'] })
    expect((await (await tested.signedIn('authority')).get('/api/tours')).body).toEqual({ roles: [] })
    expect((await consumer.post('/api/tours', { role: 'dragon' })).status).toBe(400)
  })
})
