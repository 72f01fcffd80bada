import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AskedJob } from './kinds/asked.ts'
import { openedZone, type TestedZone } from './testing-zone.ts'

let zone: TestedZone
beforeAll(async () => {
  zone = await openedZone()
})
afterAll(() => zone.remove())

const bench = () => zone.ticket('workbench', 'w1')
const steps = [{ name: 'all_people', sql: 'SELECT district, count(*) AS n FROM people GROUP BY district', shown: true }]
const notebooks = () => zone.node().notebooks

describe('saved notebooks', () => {
  it('are kept by version, renamed, not written over by somebody who has not seen the last version, and deleted with their key', async () => {
    const first = await notebooks().save(bench(), 'w1', undefined, { title: 'districts', steps })
    if (!first.ok) throw new Error(first.refusal)
    const { notebook, hash } = first.notebook
    const second = await notebooks().save(bench(), 'w1', notebook, { title: 'renamed', steps, base: hash })
    expect(second).toMatchObject({
      ok: true,
      notebook: { title: 'renamed', versions: [{ title: 'renamed' }, { title: 'districts', hash }] },
    })
    expect(await notebooks().save(bench(), 'w1', notebook, { title: 'late', steps, base: hash })).toEqual({
      ok: false,
      refusal: 'notebook-changed',
    })
    expect((await notebooks().list('w1')).map(({ title }) => title)).toEqual(['renamed'])
    expect(await notebooks().list('w2')).toEqual([])
    const files = () => readdirSync(join(zone.folder, 'vault', 'w1')).filter((name) => name.includes(notebook))
    expect(files()).toHaveLength(2)
    expect(await notebooks().remove(bench(), 'w1', notebook)).toBe(true)
    expect(files()).toEqual([])
    expect(await notebooks().remove(bench(), 'w1', notebook)).toBe(false)
  })
})

describe('A16 an estimate before and a meter after', () => {
  const asked: AskedJob = {
    kind: 'notebook',
    steps: [{ ...steps[0], name: 'all_people', sql: 'SELECT district, count(*) AS n FROM people GROUP BY 1', shown: true }],
  }

  it('tells exact rows and bytes, takes time and memory from the same text once it has run, and remembers what was asked', async () => {
    const before = await zone.node().estimate(bench(), 'w1', asked)
    expect(before).toMatchObject({ ok: true, rows: 2000, queries: 1, refusals: [], from: 'size', quota: { left: { liveJobs: 20 } } })
    const submitted = await zone.node().submit(bench(), 'w1', asked)
    if (!submitted.ok) throw new Error('could not submit the job of a test')
    await expect.poll(() => zone.node().job(submitted.job)?.endedAt, { timeout: 60_000 }).toBeDefined()
    const job = zone.node().job(submitted.job)
    const after = await zone.node().estimate(bench(), 'w1', asked)
    expect(after).toMatchObject({ ok: true, from: 'same', seconds: job?.meter?.wallSeconds, memoryBytes: job?.meter?.peakMemoryBytes })
    expect(await zone.node().history(bench(), 'w1')).toMatchObject([{ job: submitted.job, asked }])
    expect(await zone.node().history(zone.ticket('workbench', 'w1', { person: 'p2' }), 'w1')).toEqual([])
    expect((await zone.node().status()).usage).toMatchObject([{ workspace: 'w1', operator: 'o1', jobs: 1, rowsOut: 7 }])
  })

  it('refuses what the gate refuses, step by step', async () => {
    const bad: AskedJob = { kind: 'notebook', steps: [{ name: 's', sql: 'SELECT person FROM people', shown: true }] }
    expect(await zone.node().estimate(bench(), 'w1', bad)).toMatchObject({
      ok: false,
      refusals: [{ code: 'column-hidden', fields: ['steps.s'] }],
    })
  })
})
