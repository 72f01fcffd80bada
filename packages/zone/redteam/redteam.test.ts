import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JobRunner, openJobRunner } from '../src/jobs/run.ts'
import { checkOutput } from '../src/outputs/airlock.ts'
import { checkSql } from '../src/sql/check.ts'
import { reachOutside } from './reach-outside.ts'
import { inTheSandbox, onTheWayOut } from './running.ts'
import { singleOut } from './single-out.ts'
import { tables } from './tables.ts'

let runner: JobRunner
beforeAll(async () => {
  runner = await openJobRunner({ memoryBytes: 1024 ** 3 })
})
afterAll(() => runner.close())

describe('W16-3 raw data never leaves', () => {
  it.each([...reachOutside, ...singleOut])('text $id is refused as $expected', async ({ sql, expected }) => {
    const answer = await checkSql(sql, { tables })
    expect(answer.ok ? answer.canonical : answer.refusals.map(({ code }) => code)).toContain(expected)
  })

  it.each(inTheSandbox)('a process that was given $id ends with $expected', async ({ id, sql, expected, deadlineMs }) => {
    const limits = { deadlineMs, memoryBytes: 1024 ** 3, maxRows: 100, maxBytes: 10_000 }
    const result = await runner.start({ id, canonicalSql: sql, parts: [], limits }).done
    expect('code' in result ? result.code : result.state).toMatch(new RegExp(`^(${expected})$`))
  })

  it.each(onTheWayOut)('a result that carries $id is withheld as $expected', ({ value, expected }) => {
    const answer = checkOutput(
      { columns: [{ name: 'x', type: 'VARCHAR' }], rows: [[value]], members: [] },
      { name: 'r1', at: '2026-11-23T04:00:00.000Z', earlier: [] },
    )
    expect(answer.outcome).toBe('withheld')
    expect(answer.checks.flatMap(({ findings }) => findings.map(({ code }) => code))).toContain(expected)
  })

  it('names every attack once', () => {
    const ids = [
      ...reachOutside,
      ...singleOut,
      ...inTheSandbox.map(({ id }) => ({ id: `run ${id}` })),
      ...onTheWayOut.map(({ id }) => ({ id: `out ${id}` })),
    ].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
