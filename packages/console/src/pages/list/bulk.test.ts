import { describe, expect, it } from 'vitest'
import { faultOf, type Problem } from '../../ask/problem.ts'
import { carryOut, type Deed, deedsOf, isOfForm, tallyOf } from './bulk.ts'

const problem = (status: number, more: Partial<Problem> = {}): Problem => ({ type: 'x', title: 'x', status, ...more })
const refusal = (...fields: string[]) => ({ rule: 'A27', code: 'not-received', words: { zh: '', en: '' }, fields })

const acting = async (answers: Readonly<Record<string, readonly ('done' | Problem)[]>>, stopAfter = Number.POSITIVE_INFINITY) => {
  const deeds = new Map(deedsOf(Object.keys(answers).map((id) => ({ id, title: id }))).map((deed) => [deed.id, deed]))
  const asked: string[] = []
  await carryOut([...deeds.values()], {
    perform: async (id) => {
      const turn = asked.filter((one) => one === id).length
      asked.push(id)
      const answer = answers[id]?.[turn] ?? 'done'
      if (answer !== 'done') throw faultOf(answer)
      return { procedure: 'complaint', plural: 'complaints', id, entries: [`complaint/${id}@2`] }
    },
    tell: (id, change) => deeds.set(id, { ...(deeds.get(id) as Deed), ...change }),
    isStopped: () => asked.length >= stopAfter,
    pause: async () => undefined,
  })
  return { deeds: [...deeds.values()], asked }
}

describe('one act on many cases', () => {
  it('A27 goes on past a refusal, which stands in its row', async () => {
    const { deeds, asked } = await acting({ a: ['done'], b: [problem(422, { refusals: [refusal()] })], c: ['done'] })
    expect(asked).toEqual(['a', 'b', 'c'])
    expect(deeds.map(({ state }) => state)).toEqual(['done', 'refused', 'done'])
    expect(deeds[1]?.problem?.refusals?.[0]?.code).toBe('not-received')
    expect(deeds[0]?.entries).toEqual(['complaint/a@2'])
    expect(tallyOf(deeds)).toEqual({ done: 2, refused: 1, left: 0 })
  })

  it('A27 stopped midway sends nothing more, and says what was left', async () => {
    const { deeds, asked } = await acting({ a: [], b: [], c: [] }, 1)
    expect(asked).toEqual(['a'])
    expect(deeds.map(({ state }) => state)).toEqual(['done', 'left', 'left'])
  })

  it('A27 waits where the door asks for patience, and gives up after a while', async () => {
    const once = await acting({ a: [problem(429)] })
    expect([once.asked, once.deeds[0]?.state]).toEqual([['a', 'a'], 'done'])
    const never = await acting({ a: Array.from({ length: 9 }, () => problem(429)) })
    expect([never.asked.length, never.deeds[0]?.state]).toEqual([6, 'refused'])
  })

  it('A27 says on the form what the form got wrong', () => {
    expect(isOfForm(problem(400))).toBe(true)
    expect(isOfForm(problem(422, { refusals: [refusal('to')] }))).toBe(true)
    expect(isOfForm(problem(422, { refusals: [refusal()] }))).toBe(false)
    expect(isOfForm(problem(409))).toBe(false)
  })
})
