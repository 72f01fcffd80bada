import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedPostgres, embeddedPostgres } from '../../../../platform/src/store/embedded.ts'
import { residentsContract } from '../testing.ts'
import { pull } from './pull.ts'
import { type Source, sourcesFor, sourcesShape, sourceTable } from './source.ts'
import { type PersonRow, type TestedMysql, testedMysql } from './testing.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yunhe-sources-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let turn = 0
const pulled = async (source: Source, after?: string, isIncremental = false, change: object = {}) => {
  turn += 1
  const file = join(folder, `pulled-${turn}`)
  const table = { ...source.tables.people, ...change } as Source['tables'][string]
  const answer = await pull({ source, table, contract: residentsContract, after, isIncremental, file, seen: () => undefined })
  return { answer, text: await readFile(file, 'utf8').catch(() => '') }
}

const people = { table: 'people of"us', dataset: 'residents', watermark: 'changed', columns: { name: 'full_name' } }

describe('W16-3 a PostgreSQL table, from a real server', () => {
  let server: EmbeddedPostgres
  let source: Source
  let admin: pg.Client
  beforeAll(async () => {
    server = await embeddedPostgres({ folder: join(folder, 'postgres'), flush: 'never' })
    admin = new pg.Client({ connectionString: server.url })
    await admin.connect()
    await admin.query('CREATE SCHEMA registry')
    await admin.query(
      'CREATE TABLE registry."people of""us" (id_number text, full_name text, born_on date, income numeric, changed timestamp)',
    )
    await admin.query(
      `INSERT INTO registry."people of""us" SELECT i::text, 'n"' || i, '1990-01-01', i + 0.5, timestamp '2026-01-01' + i * interval '1 hour' FROM generate_series(1, 12000) i`,
    )
    const url = new URL(server.url)
    const passwordFile = join(folder, 'password')
    await writeFile(passwordFile, `${decodeURIComponent(url.password)}\n`)
    source = sourcesShape.parse({
      registry: {
        kind: 'postgres',
        host: '127.0.0.1',
        port: Number(url.port),
        database: url.pathname.slice(1),
        user: url.username,
        passwordFile,
        tables: { people: { ...people, schema: 'registry' } },
      },
    }).registry as Source
  })
  afterAll(async () => {
    await admin.end()
    await server.stop()
  })

  it('is copied whole by a cursor, and says how far it was read', async () => {
    const { answer, text } = await pulled(source)
    const lines = text.trimEnd().split('\n')
    expect(lines).toHaveLength(12_001)
    expect(lines.slice(0, 2)).toEqual(['id_number,name,born_on,income', '"1","n""1","1990-01-01","1.5"'])
    expect(answer).toEqual({ watermark: '2027-05-16 00:00:00' })
  })

  it('goes on after the mark, with what came since and nothing twice', async () => {
    await admin.query(`INSERT INTO registry."people of""us" VALUES ('new', null, '2001-02-03', null, '2027-05-16 00:00:01')`)
    const { answer, text } = await pulled(source, '2027-05-16 00:00:00', true)
    expect(text).toBe('id_number,name,born_on,income\n"new",,"2001-02-03",\n')
    expect(answer).toEqual({ watermark: '2027-05-16 00:00:01' })
    expect((await pulled(source, '2027-05-16 00:00:01', true)).answer).toMatchObject({ code: 'nothing-new' })
  })

  it('is only read: its transaction writes nothing, and a slow statement is ended', async () => {
    const view = `CREATE OR REPLACE FUNCTION registry.sly() RETURNS text LANGUAGE plpgsql AS $$ BEGIN DELETE FROM registry."people of""us"; RETURN 'x'; END $$`
    await admin.query(view)
    await admin.query(
      `CREATE VIEW registry.sly AS SELECT id_number, full_name, born_on, income, changed, registry.sly() AS s FROM registry."people of""us" WHERE registry.sly() IS NOT NULL`,
    )
    expect((await pulled(source, undefined, false, { table: 'sly' })).answer).toMatchObject({ code: 'source-unreachable' })
    expect((await admin.query('SELECT count(*) AS n FROM registry."people of""us"')).rows[0]?.n).toBe('12001')
    await admin.query(
      `CREATE VIEW registry.slow AS SELECT id_number, full_name, born_on, income, changed FROM registry."people of""us", pg_sleep(30) s`,
    )
    const begun = performance.now()
    expect((await pulled({ ...source, timeoutSeconds: 1 }, undefined, false, { table: 'slow' })).answer).toMatchObject({
      code: 'source-unreachable',
    })
    expect(performance.now() - begun).toBeLessThan(15_000)
  })

  it('that lacks a column, or cannot be reached, is refused without a word of the server', async () => {
    expect((await pulled(source, undefined, false, { columns: { name: 'nick"; DROP TABLE x; --' } })).answer).toMatchObject({
      code: 'source-columns',
      place: 'table people of"us',
    })
    expect((await pulled({ ...source, port: 1 })).answer).toMatchObject({ code: 'source-unreachable' })
    expect((await pulled({ ...source, user: 'nobody' })).answer).toMatchObject({ code: 'source-unreachable' })
    expect((await pulled(source, undefined, true, { watermark: undefined })).answer).toMatchObject({ code: 'no-watermark' })
  })
})

describe('a MySQL table', () => {
  const rows: PersonRow[] = [
    ['1', '王小明', '1990-01-01', '2026-01-01 00:00:00'],
    ['2', null, '1990-01-01', '2026-01-02 00:00:00'],
  ]
  let server: TestedMysql
  let source: Source
  beforeAll(async () => {
    server = await testedMysql(() => rows)
    console.info(`MySQL is tested on ${server.kind}`)
    source = sourcesShape.parse({
      shop: {
        kind: 'mysql',
        host: '127.0.0.1',
        port: server.port,
        database: 'registry',
        user: 'root',
        tables: { people: { ...people, table: 'people of`us' } },
      },
    }).shop as Source
  })
  afterAll(() => server.stop())

  it('is copied whole and then from its mark on, in a read-only snapshot', async () => {
    const whole = await pulled(source)
    expect(whole).toEqual({
      answer: { watermark: '2026-01-02 00:00:00' },
      text: expect.stringMatching(/^id_number,name,born_on,income\n"1","王小明","1990-01-01","1(\.00)?"\n"2",,"1990-01-01","1(\.00)?"\n$/),
    })
    const since = await pulled(source, '2026-01-01 00:00:00', true)
    expect(since.text).toMatch(/^id_number,name,born_on,income\n"2",,/)
    expect((await pulled(source, '2026-01-02 00:00:00', true)).answer).toMatchObject({ code: 'nothing-new' })
    if (server.kind === 'mariadb') return
    expect(server.heard).toContain('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY')
    expect(server.heard.filter((sql) => /^SELECT/.test(sql)).every((sql) => sql.includes('FROM `people of``us`'))).toBe(true)
  })

  it('that cannot be reached is refused', async () => {
    expect((await pulled({ ...source, port: 1 })).answer).toMatchObject({ code: 'source-unreachable' })
  })
})

describe('W16-3 a delivery names a source, and nothing more', () => {
  const sources = sourcesShape.parse({
    registry: {
      kind: 'postgres',
      host: 'h',
      port: 5432,
      database: 'd',
      user: 'u',
      tables: { people: { table: 'p', dataset: 'residents' } },
    },
  })
  it.each([
    ['registry', 'people', 'residents', true],
    ['registry', 'people', 'flights', false],
    ['registry', 'p', 'residents', false],
    ['registry', "people'; DROP TABLE p; --", 'residents', false],
    ['__proto__', 'people', 'residents', false],
    ['registry', 'constructor', 'residents', false],
  ])('%s %s for %s: %s', (source, table, dataset, isFound) => {
    expect(sourceTable(sources, dataset, source, table) !== undefined).toBe(isFound)
  })
  it('says to a dataset what it may be filled from, without where that is', () => {
    expect(sourcesFor(sources, 'residents')).toEqual([{ source: 'registry', table: 'people', kind: 'postgres', isIncremental: false }])
    expect(sourcesFor(sources, 'flights')).toEqual([])
  })
})
