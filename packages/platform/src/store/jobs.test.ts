import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freshDatabase } from './fresh-database.ts'
import { type Job, type Jobs, openJobs } from './jobs.ts'
import { type Db, openDb } from './postgres.ts'
import type {} from './testing.ts'

let db: Db
let jobs: Jobs
let drop: () => Promise<void>
const said: string[] = []
beforeAll(async () => {
  const fresh = await freshDatabase(inject('databaseServer'))
  drop = fresh.drop
  db = openDb(fresh.url)
  jobs = await openJobs(
    db,
    fresh.url,
    () => ['stop'],
    ({ message }) => said.push(message),
  )
})
afterAll(async () => {
  await jobs.stop()
  await db.destroy()
  await drop()
})

const put = (refs: readonly string[], commits = true) =>
  db
    .transaction()
    .execute(async (tx) => {
      const events = refs.map(() => ({ type: 'Happened' }))
      await jobs.follower(tx, { procedure: 'call', id: 'c1', events, ground: {} } as never, refs)
      if (!commits) throw new Error('rolled back')
    })
    .catch((error: Error) => expect(error.message).toBe('rolled back'))

const until = async (holds: () => boolean): Promise<void> => {
  for (const begun = Date.now(); !holds(); ) {
    if (Date.now() - begun > 20_000) throw new Error('could not wait any longer')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('the queue of reactions', () => {
  it('does a burst of jobs at once, tries the one that fails again, and lets it hold up none of the others', async () => {
    const done: string[] = []
    let failures = 0
    await jobs.work('stop', async ({ ref }: Job) => {
      if (ref === 'call/c1@7' && failures++ < 2) throw new Error('the zone is away')
      done.push(ref)
    })
    const refs = Array.from({ length: 45 }, (_, at) => `call/c1@${at + 1}`)
    const begun = Date.now()
    await put(refs)
    await until(() => done.length >= 44)
    expect(done).not.toContain('call/c1@7')
    // Without a word of ours the queue would look again after half a minute.
    expect(Date.now() - begun).toBeLessThan(10_000)
    await until(() => done.length === 45)
    expect(done.toSorted()).toEqual(refs.toSorted())
    expect(said).toEqual(['could not react to call/c1@7: the zone is away', 'could not react to call/c1@7: the zone is away'])
    expect(await jobs.waiting()).toBe(0)
  })

  it('has no job of an act that did not commit', async () => {
    await put(['call/c1@100'], false)
    expect(await jobs.waiting()).toBe(0)
  })
})
