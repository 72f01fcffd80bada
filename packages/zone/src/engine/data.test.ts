import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DataEngine } from './data.ts'
import { EngineFault, openDataEngine, parquet } from './data.ts'
import { literal } from './engine.ts'

let inside = ''
let outside = ''
let engine: DataEngine

beforeAll(async () => {
  inside = await mkdtemp(join(tmpdir(), 'yunhe-inside-'))
  outside = await mkdtemp(join(tmpdir(), 'yunhe-outside-'))
  await writeFile(join(outside, 'secret.csv'), 'a\n1\n')
  engine = await openDataEngine({ folders: [inside], spillFolder: inside })
})
afterAll(async () => {
  engine.close()
  await rm(inside, { recursive: true })
  await rm(outside, { recursive: true })
})

const kindOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: unknown) => (error instanceof EngineFault ? error.kind : 'other'),
  )

describe('the engine for the zone’s own files', () => {
  it('writes and reads Parquet inside its folder, with values bound', async () => {
    const file = join(inside, 'it’s.parquet')
    expect(
      await engine.copy('SELECT $word || i AS w, map($names, $names)[$word] AS m FROM range(5) t(i)', file, {
        word: 'a',
        names: ['a', 'b'],
      }),
    ).toBe(5)
    expect(await engine.rows(`SELECT count(*) n, min(w) w, min(m) m FROM ${parquet([file])}`)).toEqual([{ n: '5', w: 'a0', m: 'a' }])
    expect(await engine.columnsOf(`SELECT 1::BIGINT AS n, 'x' AS t`)).toEqual([
      { name: 'n', type: 'BIGINT' },
      { name: 't', type: 'VARCHAR' },
    ])
  })

  it('reads and writes nothing outside its folder', async () => {
    expect(await kindOf(engine.rows(`SELECT * FROM read_csv(${literal(join(outside, 'secret.csv'))})`))).toBe('permission error')
    expect(await kindOf(engine.copy('SELECT 1', join(outside, 'new.parquet')))).toBe('permission error')
    expect(
      await kindOf(engine.rows(`SELECT * FROM read_text(${literal(join(inside, '..', outside.split('/').at(-1) ?? '', 'secret.csv'))})`)),
    ).toBe('permission error')
  })

  it('keeps its walls: no setting can be changed and no extension loaded', async () => {
    expect(await kindOf(engine.run('SET enable_external_access = true'))).toBe('invalid input error')
    expect(await kindOf(engine.run(`SET temp_directory = ${literal(outside)}`))).toBe('invalid input error')
    expect(await kindOf(engine.run('INSTALL httpfs'))).not.toBe('done')
  })

  it('says the class of an error and never the value that caused it', async () => {
    const fault = await engine.rows(`SELECT CAST('320211199001011234' AS DATE)`).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(EngineFault)
    expect(String(fault)).toContain('conversion error')
    expect(JSON.stringify(fault) + String(fault) + (fault as Error).stack).not.toContain('320211199001011234')
  })
})
