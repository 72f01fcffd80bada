import { describe, expect, inject, it } from 'vitest'
import { freshDatabase } from '../store/fresh-database.ts'
import { openDb } from '../store/postgres.ts'
import type {} from '../store/testing.ts'
import { faultLine } from './fault.ts'

const secret = 'QX7-somebody'

describe('a fault in the log', () => {
  it('says what could not be done and where in the code', () => {
    const line = faultLine(new Error('could not append to call/c1: its payload key was destroyed'))
    expect(line).toMatchObject({ type: 'Error', message: 'could not append to call/c1: its payload key was destroyed' })
    expect(line.stack).toMatch(/fault\.test\.ts/)
  })

  it('repeats no value that the database put into its message, its detail or its place', async () => {
    const fresh = await freshDatabase(inject('databaseServer'))
    const db = openDb(fresh.url)
    await db.schema
      .createTable('kept')
      .addColumn('name', 'text', (column) => column.unique().notNull())
      .addColumn('number', 'integer')
      .execute()
    const kept = db.withTables<{ kept: { name: string | null; number: number | null } }>()
    const put = (name: string | null, number: unknown) =>
      kept
        .insertInto('kept')
        .values({ name, number: number as number })
        .execute()
    await put(secret, 1)
    const faults = await Promise.all(
      [put(secret, 2), put('other', secret), put(null, 3)].map((one) => one.catch((error: unknown) => error)),
    )
    expect(faults.map((fault) => (fault as { code: string }).code)).toEqual(['23505', '22P02', '23502'])
    expect(JSON.stringify(faults)).toContain(secret)
    expect(JSON.stringify(faults.map(faultLine))).not.toContain(secret)
    expect(faults.map(faultLine)).toMatchObject([
      { table: 'kept', constraint: 'kept_name_key' },
      { message: 'database error 22P02' },
      { table: 'kept' },
    ])
    await db.destroy()
    await fresh.drop()
  })

  it('is nothing to read where something else than an error was thrown', () => {
    expect(faultLine(secret)).toEqual({ type: 'string', message: '', stack: '' })
  })
})
