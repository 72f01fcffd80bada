import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutOf } from './page.ts'
import { writePdf } from './report-pdf.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-pdf-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Titled = Parameters<typeof writePdf>[1]
const titled = { spec: { name: '准点报告', product: 'p1', version: 1, operator: 'o1' }, atMs: Date.parse('2026-04-21T01:00:00Z') } as Titled
const table = { title: '明细', draw: 'table' } as const
const bars = { title: '各地航班', draw: 'bars', over: 'origin', value: 'flights' } as const
const drawn = (count: number, more = false) => ({
  more,
  columns: ['origin', 'flights'],
  rows: Array.from({ length: count }, (_, at) => [`机场 ${at}`, at] as const),
})

const pagesOf = async (name: string, count: number): Promise<number> => {
  const file = join(folder, name)
  await writePdf(file, titled, [table], drawn(count))
  return (await readFile(file, 'latin1')).match(/\/Type \/Page\b/g)?.length ?? 0
}

describe('A3 a report on paper', () => {
  it('has as many pages as its rows need, the numbers of its pages add none', async () => {
    expect(await pagesOf('short.pdf', 3)).toBe(1)
    expect(await pagesOf('long.pdf', 120)).toBe(4)
  })

  it('is the same bytes for the same rows and the same instant', async () => {
    const written = ['one.pdf', 'other.pdf'].map((name) => join(folder, name))
    for (const file of written) await writePdf(file, titled, [bars, table], drawn(60))
    const [one, other] = await Promise.all(written.map((file) => readFile(file)))
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true)
  })

  it.each([
    ['a table of 200 rows', table, 200, ''],
    ['a table of 201 rows', table, 201, '仅列前 200 行，共 201 行。The first 200 of 201 rows.'],
    ['a drawing of 40 values', bars, 40, ''],
    ['a drawing of 41 values', bars, 41, '仅列前 40 行，共 41 行。The first 40 of 41 rows.'],
  ] as const)('says of %s whether it is cut', (_, block, count, said) => expect(cutOf(block, drawn(count))).toBe(said))

  it('says so where more was found than is taken along', () =>
    expect(cutOf(table, drawn(10, true))).toBe('仅列前 10 行，超过 10 行。The first 10 of more than 10 rows.'))
})
