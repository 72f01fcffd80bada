import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Protection } from '../orders.ts'
import { peopleContract, peopleCsv, peopleGrant, type TestedZone, testedZone } from '../testing-zone.ts'
import { written } from '../time.ts'
import { countNoise } from './protect.ts'
import { readings } from './readings.ts'

const noise: Protection = { kind: 'cell-key', most: 5, variance: 4, share: 0.5 }

let zone: TestedZone
beforeAll(async () => {
  zone = await testedZone()
  await zone.send({ order: 'lease', until: written(zone.clock.ms + 3_600_000) })
  await zone.send({ order: 'register', contract: peopleContract })
  await zone.deliver('people', peopleCsv(2000))
  const workspaces = [
    ['w1', noise],
    ['w2', noise],
    ['w3', { kind: 'round', base: 50 }],
  ] as const
  for (const [workspace, protection] of workspaces)
    expect(await zone.send({ order: 'provision', grant: peopleGrant({ grant: workspace, workspace, protection }) })).toMatchObject({
      outcome: 'done',
    })
})
afterAll(() => zone.remove())

const settled = async (workspace: string, sql: string) => {
  const ticket = zone.ticket('workbench', workspace)
  const submitted = await zone.node().submit(ticket, workspace, { sql })
  if (!submitted.ok) return submitted.refusals.map(({ code }) => code)
  await expect.poll(() => zone.node().job(submitted.job)?.endedAt, { timeout: 60_000 }).toBeDefined()
  const result = await zone.node().result(ticket, submitted.job)
  return result !== undefined && 'rows' in result ? result.rows : zone.node().job(submitted.job)?.code
}

describe('W16-3 figures of results', () => {
  it('move by noise that stays the same in other words, in another order and in another workspace: asking often does not average it out', async () => {
    const first = await settled('w1', 'select district, count(*), sum(income) from people group by district')
    expect(await settled('w1', 'select district, count(*), sum(income) from people where born > 0 group by 1')).toEqual(first)
    expect(await settled('w2', 'select upper(district), count(person), sum(income) from people group by district')).not.toEqual(first)
    expect(await settled('w2', 'select district, count(*), sum(income) from people group by all')).toEqual(first)
    const counts = Array.isArray(first) ? first.map((row) => Number(row[1])) : []
    expect(counts).toHaveLength(7)
    expect(counts.some((count) => count !== 285 && count !== 286)).toBe(true)
    expect(counts.every((count) => Math.abs(count - 286) <= 6)).toBe(true)
  })

  it('are rounded to the base of the decision', async () => {
    const rows = await settled('w3', 'select district, count(*), sum(income) from people group by district')
    expect(Array.isArray(rows) && rows.every((row) => Number(row[1]) === 300 && Number(row[2]) % 50 === 0)).toBe(true)
  })

  it.each([
    'select district, count(*) from people group by district having count(*) > 285',
    'select district, count(*) from people group by district order by count(*)',
    'select district, sum(income) / count(*) from people group by district',
    'select district, stddev(income) from people group by district',
  ])('may not be told by %s', async (sql) => {
    expect(await settled('w1', sql)).toEqual(['figures-unprotected'])
  })

  it('are moved by none on average and by no more than the most', () => {
    const moved = Array.from({ length: 10_000 }, (_, at) => countNoise((at + 0.5) / 10_000, { most: 5, variance: 4 }))
    expect(Math.abs(moved.reduce((sum, one) => sum + one, 0) / moved.length)).toBeLessThan(0.01)
    expect([Math.min(...moved), Math.max(...moved)]).toEqual([-5, 5])
  })
})

it('an identifier in bare deflate is read', () => {
  expect(readings(deflateRawSync('call 13812345678 today').toString('base64')).some((text) => text.includes('13812345678'))).toBe(true)
})
