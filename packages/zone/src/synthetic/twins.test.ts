import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDataEngine } from '../engine/data.ts'
import type { Cell } from '../engine/engine.ts'
import type { DatasetContract, Grant } from '../orders.ts'
import { type TestedZone, testedZone } from '../testing-zone.ts'
import { written } from '../time.ts'
import { gridOf, marginalOf, thresholdOf } from './marginals.ts'
import { noiseOf } from './noise.ts'

const contract: DatasetContract = {
  dataset: 'citizens',
  provider: 'the civil affairs office',
  grade: 'general-3',
  columns: [
    { name: 'id_number', type: 'text', required: true, personal: 'identifier' },
    { name: 'full_name', type: 'text', required: true, personal: 'identifier' },
    { name: 'district', type: 'text', required: true, personal: 'quasi-identifier' },
    { name: 'illness', type: 'text', required: true, personal: 'sensitive' },
    { name: 'income', type: 'number', required: true, personal: 'sensitive' },
    { name: 'seen_on', type: 'date', required: true, personal: 'none' },
    { name: 'remark', type: 'text', required: true, personal: 'none' },
    { name: 'club', type: 'text', required: true, personal: 'none' },
  ],
  subject: { column: 'id_number', oneRow: true },
}
const people = 3000
const districts = ['Liangxi', 'Xishan', 'Huishan']
const csv = `id_number,full_name,district,illness,income,seen_on,remark,club\n${Array.from({ length: people }, (_, at) => {
  // Nine people share an illness, one has an income beyond all others, each has words of their own.
  const illness = at < 9 ? 'rare-disease' : at % 3 === 0 ? 'flu' : 'none'
  const income = at === 7 ? 987_654.32 : 3000 + ((at * 7919) % 60_000) / 10
  const day = `2025-${String(1 + (at % 12)).padStart(2, '0')}-${String(1 + (at % 28)).padStart(2, '0')}`
  return `real-${at},Real Name ${at},${districts[at % 3]},${illness},${income},${day},words of person ${at},secret-club-${at % 2}`
}).join('\n')}\n`

const grant: Grant = {
  grant: 'g1',
  workspace: 'w1',
  operator: 'o1',
  authorization: 'a1',
  scenario: 's1',
  until: '2027-12-31',
  minimumIsolation: 'D',
  tables: [
    {
      dataset: 'citizens',
      columns: [
        { name: 'id_number', disclosure: 'join-key' },
        { name: 'full_name', disclosure: 'masked', mask: { kind: 'partial', keepStart: 1, keepEnd: 0 } },
        { name: 'district', disclosure: 'plain' },
        { name: 'illness', disclosure: 'after-grouping' },
        { name: 'income', disclosure: 'after-aggregation' },
        { name: 'seen_on', disclosure: 'plain' },
        { name: 'remark', disclosure: 'plain' },
        { name: 'club', disclosure: 'filter-only' },
      ],
      rows: [],
      minimumGroup: 10,
    },
  ],
  maximumRisk: 1,
  quasiIdentifiers: ['district'],
}

let zone: TestedZone
let cells: readonly (readonly Cell[])[] = []
const names = grant.tables[0]?.columns.map(({ name }) => name) ?? []
const column = (name: string) => cells.map((row) => row[names.indexOf(name)])
const read = async () => (await zone.node().twin(zone.ticket('workbench', 'w1'), 'w1', 'citizens', 5000))?.cells ?? []

beforeAll(async () => {
  zone = await testedZone()
  await zone.send({ order: 'lease', until: written(zone.clock.ms + 3_600_000) })
  await zone.send({ order: 'register', contract })
  await zone.deliver('citizens', csv)
  const receipt = await zone.send({ order: 'provision', grant })
  if (receipt.outcome !== 'done') throw new Error(`${receipt.refusal} ${receipt.detail} ${zone.faults.join('\n')}`)
  cells = await read()
}, 120_000)
afterAll(() => zone.remove())

describe('A16 the synthetic twin of a granted table', () => {
  it('has the same columns in the same types, and as many rows as develop a query', async () => {
    expect(zone.faults).toEqual([])
    const [view] = await zone.node().twins('w1')
    expect(view).toMatchObject({ table: 'citizens', rows: people })
    const workspace = await zone.node().workspace('w1')
    expect(view?.columns).toEqual(workspace?.tables[0]?.columns.map(({ name, type }) => ({ name, type })))
    expect(cells).toHaveLength(people)
  })

  it('holds no identifier, no free text and no value that may only be filtered by', () => {
    const all = cells.flat().map(String)
    // A pseudonym is random text: what is looked for is longer than chance would write.
    expect(all.filter((text) => /real-\d|Real Name|words of person|secret-club-/.test(text))).toEqual([])
    expect(column('full_name').every((name) => /^.[*＊]/.test(String(name)))).toBe(true)
    expect(new Set(column('id_number')).size).toBe(people)
  })

  it('names no value that fewer people share than the smallest group, and no outlier', () => {
    expect(new Set(column('illness'))).toEqual(new Set(['flu', 'none']))
    expect(new Set(column('district'))).toEqual(new Set(districts))
    expect(Math.max(...column('income').map(Number))).toBeLessThan(20_000)
  })

  it('keeps the shape of a column: shares within a few of a hundred, numbers within their span', () => {
    const flu = column('illness').filter((illness) => illness === 'flu').length / people
    expect(Math.abs(flu - 1 / 3)).toBeLessThan(0.05)
    const incomes = column('income').map(Number)
    expect(Math.min(...incomes)).toBeGreaterThanOrEqual(2000)
    expect(Math.abs(incomes.reduce((sum, one) => sum + one, 0) / people - 6000)).toBeLessThan(400)
  })

  it('equals real rows no more often than rows drawn blindly from the same columns', () => {
    const key = (values: readonly unknown[]) => values.join('|')
    const real = csv
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
    const whole = new Set(real.map((row) => key([row[2], row[3], row[4], row[5]])))
    const twin = cells.map((row) => key([row[2], row[3], row[4], row[5]]))
    // 60,000 incomes, 84 days: a blind guess meets one of 3,000 rows less than once in 3,000 tries.
    expect(twin.filter((row) => whole.has(row)).length).toBeLessThanOrEqual(2)
  })

  it('is the same when it is read again and after a restart, and another for another version', async () => {
    expect(await read()).toEqual(cells)
    await zone.restart()
    expect(await read()).toEqual(cells)
    await zone.send({ order: 'provision', grant })
    expect(await read()).not.toEqual(cells)
  })

  it('lies in the zone only sealed, and its opening is recorded', async () => {
    expect((await zone.node().status()).log.size).toBeGreaterThan(0)
    const before = (await zone.node().status()).log.size
    await read()
    expect((await zone.node().status()).log.size).toBe(before + 1)
  })
})

describe('A16 a query on the twin', () => {
  const submit = (sql: string, on?: 'twin') => zone.node().submit(zone.ticket('workbench', 'w1'), 'w1', { sql, ...(on && { on }) })
  const ended = async (sql: string, on?: 'twin') => {
    const submitted = await submit(sql, on)
    if (!submitted.ok) return submitted.refusals.map(({ code }) => code)
    for (;;) {
      const job = zone.node().job(submitted.job)
      if (job !== undefined && job.state !== 'queued' && job.state !== 'running')
        return { job, result: await zone.node().result(zone.ticket('workbench', 'w1'), submitted.job) }
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  it('runs as it would on the data, is shown whole, and is told apart', async () => {
    const sql = 'SELECT illness, count(*) AS n FROM citizens GROUP BY illness ORDER BY illness'
    const [onTwin, onData] = [await ended(sql, 'twin'), await ended(sql)]
    expect(onTwin).toMatchObject({ job: { state: 'done', on: 'twin' }, result: { suppressed: 0, checks: [] } })
    expect(onData).toMatchObject({ job: { state: 'done', on: 'data' }, result: { rows: expect.anything() } })
    const rowsOf = (one: typeof onTwin) => ('result' in one && one.result?.kind === 'sql' ? one.result.rows : [])
    expect(rowsOf(onTwin).map(([illness]) => illness)).toEqual(['flu', 'none'])
    expect(rowsOf(onTwin)).not.toEqual(rowsOf(onData))
    expect(zone.faults).toEqual([])
  }, 60_000)

  it('is refused where the data would refuse it', async () => {
    expect(await ended('SELECT income FROM citizens', 'twin')).toEqual(expect.arrayContaining([expect.any(String)]))
    expect(await ended("SELECT * FROM read_csv('/etc/passwd')", 'twin')).toEqual(expect.arrayContaining([expect.any(String)]))
  })
})

describe('what a twin may know of a column', () => {
  const marginal = async (sql: string, minimumGroup = 10, secret = 'a') => {
    const folder = await mkdtemp(join(tmpdir(), 'yunhe-twin-'))
    const engine = await openDataEngine({ folders: [folder], spillFolder: folder })
    const noise = noiseOf(Buffer.from(secret), '1')
    const asked = {
      engine,
      relation: `(${sql})`,
      column: { name: 'v', type: 'text' },
      subject: undefined,
      minimumGroup,
      spansOnly: false,
      noise,
    } as const
    return marginalOf(asked).finally(async () => {
      engine.close()
      await rm(folder, { recursive: true })
    })
  }
  const common = `SELECT 'common' AS v FROM range(1000)`

  it('a value of fewer people than the smallest group is named under no noise at all', async () => {
    for (let secret = 0; secret < 40; secret += 1) {
      const found = await marginal(`${common} UNION ALL SELECT 'rare' FROM range(9)`, 10, String(secret))
      expect(found?.map((piece) => (piece.is === 'value' ? piece.value : piece.is))).toEqual(['common'])
    }
  }, 60_000)

  it('a value at the line with its noise is named, well below it is not', async () => {
    const named = async (count: number) =>
      (await marginal(`${common} UNION ALL SELECT 'some' FROM range(${count})`))?.some(
        (piece) => piece.is === 'value' && piece.value === 'some',
      )
    expect(await named(thresholdOf(10) + 20)).toBe(true)
    expect(await named(thresholdOf(10) - 12)).toBe(false)
  })

  it('most of the rows in rare values: nothing is kept', async () => {
    expect(await marginal(`SELECT 'v' || (i // 5) AS v FROM range(900) r(i)`)).toBeUndefined()
  })

  it('the edges of intervals are round numbers', () => {
    expect(gridOf(3121.7, 8978.3)).toEqual({ low: 3000, step: 50, cells: 120 })
    expect(gridOf(0.013, 0.0877)).toMatchObject({ low: 0.01 })
    expect(gridOf(5, 5).cells).toBeGreaterThan(0)
  })

  it('the noise of a question is the same, and that of another version or secret is not', () => {
    const [one, again, other] = [noiseOf(Buffer.from('s'), '1'), noiseOf(Buffer.from('s'), '1'), noiseOf(Buffer.from('s'), '2')]
    expect(one.laplace('q', 1)).toBe(again.laplace('q', 1))
    expect(one.laplace('q', 1)).not.toBe(other.laplace('q', 1))
    const drawn = Array.from({ length: 20_000 }, (_, at) => one.laplace(String(at), 1))
    expect(Math.abs(drawn.reduce((sum, noise) => sum + noise, 0) / drawn.length)).toBeLessThan(0.05)
    expect(Math.abs(drawn.reduce((sum, noise) => sum + Math.abs(noise), 0) / drawn.length - 1)).toBeLessThan(0.05)
  })
})
