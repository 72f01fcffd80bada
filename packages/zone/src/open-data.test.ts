import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AskedJob } from './kinds/asked.ts'
import { openedZone, peopleGrant, type TestedZone } from './testing-zone.ts'

let zone: TestedZone
beforeAll(async () => {
  zone = await openedZone({ warmSandboxes: 1 })
})
afterAll(() => zone.remove())

const bench = () => zone.ticket('workbench', 'w1')
const ended = async (asked: AskedJob) => {
  const submitted = await zone.node().submit(bench(), 'w1', asked)
  if (!submitted.ok) throw new Error(submitted.refusals.map(({ code }) => code).join())
  await expect.poll(() => zone.node().job(submitted.job)?.endedAt, { timeout: 60_000 }).toBeDefined()
  const job = zone.node().job(submitted.job)
  if (job === undefined) throw new Error('could not find a job of a test')
  return job
}
/** Folders with opened tables of this process, wherever private folders lie. */
const openFolders = (): readonly string[] =>
  ['/dev/shm', tmpdir()]
    .filter(existsSync)
    .flatMap((parent) =>
      readdirSync(parent)
        .filter((name) => name.startsWith(`yunhe-clear-${process.pid}-`))
        .map((name) => join(parent, name, 'open')),
    )
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))

const counting: AskedJob = { sql: 'SELECT district, count(*) AS n FROM people GROUP BY district' }
const steps: AskedJob = {
  kind: 'notebook',
  steps: [
    { name: 'young', sql: 'SELECT district, income FROM people WHERE born >= 1970', shown: false },
    { name: 'means', sql: 'SELECT district, avg(income) AS mean FROM young GROUP BY district', shown: true },
    { name: 'all_people', sql: 'SELECT district, count(*) AS n FROM people GROUP BY district', shown: true },
  ],
}

describe('W16-3 a job in a workspace that is in use', () => {
  it('decrypts once, reads what lies open afterwards, and meters both', async () => {
    const first = await ended(counting)
    const second = await ended(counting)
    expect([first.state, second.state]).toEqual(['done', 'done'])
    expect(first.meter?.decryptedBytes).toBeGreaterThan(0)
    expect(second.meter?.decryptedBytes).toBe(0)
    expect(second.meter?.readBytes).toBe(first.meter?.readBytes)
    expect(second.meter?.cpuSeconds).toBeGreaterThan(0)
    expect(second.meter?.peakMemoryBytes).toBeGreaterThan(10_000_000)
    expect(second.meter?.rowsOut).toBe(7)
    expect(openFolders()).toHaveLength(1)
  })

  it('gives the same inputs and the same output as two hashes, and another text another', async () => {
    const [one, other] = [await ended(steps), await ended(steps)]
    expect(one.kind).toBe('notebook')
    expect(one.state).toBe('done')
    expect(one.inputsHash).toMatch(/^[0-9a-f]{64}$/)
    expect([other.inputsHash, other.outputHash]).toEqual([one.inputsHash, one.outputHash])
    const counted = await ended(counting)
    expect(counted.inputsHash).not.toBe(one.inputsHash)
    const result = await zone.node().result(bench(), one.job)
    expect(result).toMatchObject({
      kind: 'notebook',
      steps: [
        { name: 'means', outcome: 'released' },
        { name: 'all_people', outcome: 'released' },
      ],
    })
  })

  it('W10-1 leaves nothing open after a freeze, and opens again after the thaw', async () => {
    await ended(counting)
    expect(openFolders()).toHaveLength(1)
    await zone.send({ order: 'freeze', workspaces: ['w1'], products: [], reason: 'a test' })
    expect(openFolders()).toEqual([])
    await zone.send({ order: 'thaw', workspaces: ['w1'], products: [], reason: 'a test' })
    expect((await ended(counting)).meter?.decryptedBytes).toBeGreaterThan(0)
  })

  it('W16-7 leaves nothing open when a person leaves', async () => {
    await ended(counting)
    await zone.send({ order: 'dismiss', person: 'p9', reason: 'a test' })
    expect(openFolders()).toEqual([])
  })

  it('W19-1 leaves nothing open after a seal', async () => {
    await ended(counting)
    await zone.send({ order: 'seal', workspace: 'w1', reason: 'a test' })
    expect(openFolders()).toEqual([])
    await zone.send({ order: 'unseal', workspace: 'w1', reason: 'a test' })
  })

  it('W24-3 leaves nothing open when the lease ends', async () => {
    const other = await openedZone()
    try {
      const submitted = await other.node().submit(other.ticket('workbench', 'w1'), 'w1', counting)
      if (!submitted.ok) throw new Error('could not submit the job of a test')
      await expect.poll(() => other.node().job(submitted.job)?.endedAt, { timeout: 60_000 }).toBeDefined()
      const before = openFolders().length
      other.clock.ms += 2 * 3_600_000
      await other.node().look()
      expect(openFolders()).toHaveLength(before - 1)
    } finally {
      await other.remove()
    }
  })
})

describe('A16 quotas', () => {
  it('refuses the job above the number of a day with what is left, however many ask at once', async () => {
    const other = await openedZone()
    try {
      const quota = { jobsPerDay: 2, liveJobs: 5 }
      expect((await other.send({ order: 'provision', grant: peopleGrant({ quota }) })).outcome).toBe('done')
      const asked = Array.from({ length: 5 }, () => other.node().submit(other.ticket('workbench', 'w1'), 'w1', counting))
      const answers = await Promise.all(asked)
      expect(answers.filter(({ ok }) => ok)).toHaveLength(2)
      const refused = answers.find(({ ok }) => !ok)
      expect(refused).toMatchObject({ ok: false, refusals: [{ rule: 'A16', code: 'jobs-of-the-day' }] })
      expect(JSON.stringify(refused)).toContain('剩余 0 个')
      for (const answer of answers)
        if (answer.ok) await expect.poll(() => other.node().job(answer.job)?.endedAt, { timeout: 60_000 }).toBeDefined()
      other.clock.ms += 24 * 3_600_000
      await other.send({ order: 'lease', until: new Date(other.clock.ms + 3_600_000).toISOString() })
      expect((await other.node().submit(other.ticket('workbench', 'w1'), 'w1', counting)).ok).toBe(true)
    } finally {
      await other.remove()
    }
  })

  it('holds a job to the memory of its workspace, and refuses it where that is too little for any', async () => {
    const other = await openedZone()
    const taking = (mebibytes: number) =>
      other.send({ order: 'provision', grant: peopleGrant({ quota: { memoryBytes: mebibytes * 1024 ** 2 } }) })
    const asked = () => other.node().submit(other.ticket('workbench', 'w1'), 'w1', counting)
    try {
      await taking(512)
      const estimate = await other.node().estimate(other.ticket('workbench', 'w1'), 'w1', counting)
      expect(estimate).toMatchObject({ limits: { memoryBytes: 512 * 1024 ** 2 } })
      const job = await asked()
      if (!job.ok) throw new Error(JSON.stringify(job.refusals))
      await expect.poll(() => other.node().job(job.job)?.state, { timeout: 60_000 }).toBe('done')
      await taking(511)
      expect(await asked()).toMatchObject({ ok: false, refusals: [{ code: 'memory-of-a-job' }] })
    } finally {
      await other.remove()
    }
  })
})
