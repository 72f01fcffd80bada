import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeCompanies, writePeople } from './write.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yunhe-seed-'))
})
afterAll(() => rm(folder, { recursive: true }))

const digest = async (file: string) =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex')

describe('the made-up city in a file', () => {
  it.each(['csv', 'parquet'])('is the same %s, byte by byte, for the same count and seed', async (ending) => {
    const [one, two, other] = ['one', 'two', 'other'].map((name) => join(folder, `${name}.${ending}`)) as [string, string, string]
    await writePeople({ count: 12_345, seed: 7, file: one })
    await writePeople({ count: 12_345, seed: 7, file: two })
    await writePeople({ count: 12_345, seed: 8, file: other })
    expect(await digest(two)).toBe(await digest(one))
    expect(await digest(other)).not.toBe(await digest(one))
  })

  it('has a header and one line for each', async () => {
    const file = join(folder, 'companies.csv')
    await writeCompanies({ count: 10_001, seed: 1, file })
    const lines = (await readFile(file, 'utf8')).split('\n')
    expect(lines[0]).toBe('uscc,name,trade,founded_on,address,employees')
    expect(lines).toHaveLength(10_003)
    await expect(writePeople({ count: 1, seed: 1, file: join(folder, 'x.txt') })).rejects.toThrow('must end in .csv or .parquet')
  })
})
