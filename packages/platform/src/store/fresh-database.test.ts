import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { freshDatabase } from './fresh-database.ts'
import type {} from './testing.ts'

const ask = async (url: string, statement: string): Promise<readonly unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

describe('a fresh database', () => {
  it('is empty, apart from its neighbour, and gone when dropped', async () => {
    const [one, two] = await Promise.all([freshDatabase(inject('databaseServer')), freshDatabase(inject('databaseServer'))])
    await ask(one.url, 'create table only_here (n int)')
    expect(await ask(two.url, "select to_regclass('only_here') as found")).toEqual([{ found: null }])
    await Promise.all([one.drop(), two.drop()])
    await expect(ask(one.url, 'select 1')).rejects.toThrow(/does not exist/)
  })

  it('is dropped even while somebody is connected', async () => {
    const fresh = await freshDatabase(inject('databaseServer'))
    const client = new pg.Client({ connectionString: fresh.url })
    const ended = new Promise((resolve) => client.on('error', resolve))
    await client.connect()
    await fresh.drop()
    await expect(ended).resolves.toMatchObject({ code: '57P01' })
  })
})
