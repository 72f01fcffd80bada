import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDataEngine, parquet } from './engine/data.ts'
import type { IntakeScene } from './intake/testing.ts'
import { at, censusContract, deliver, flightsContract, intakeScene, residentsContract } from './intake/testing.ts'
import type { DatasetContract, Grant } from './orders.ts'
import { grant as grantShape } from './orders.ts'
import { provision } from './provision.ts'
import { workspaceScope } from './store/manifest.ts'
import { withPrivateFolder } from './store/private-folder.ts'

const project = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const flights = join(project, 'node_modules/vega-datasets/data/flights-3m.parquet')
const adult = join(project, '../shared/data/adult')

let scene: IntakeScene
beforeAll(async () => {
  scene = await intakeScene()
  const people = [
    'id_number,name,born_on,income',
    '1001,王小明,1990-01-15,1000',
    '1002,李华,1990-12-31,2000',
    '1003,张三,1985-06-01,3000',
    '1004,赵四,1985-06-02,',
  ]
  await deliver({
    contract: residentsContract,
    file: await scene.write('people.csv', people.join('\n')),
    format: { kind: 'csv' },
    store: scene.store,
    at,
  })
  const delivered = await deliver({ contract: flightsContract, file: flights, format: { kind: 'parquet' }, store: scene.store, at })
  expect(delivered).toMatchObject({ outcome: 'accepted', rows: 3_000_000, rejectedRows: 0 })
})
afterAll(() => scene.end())

type Table = Grant['tables'][number]
const granting = (workspace: string, tables: readonly Partial<Table>[], more: Partial<Grant> = {}): Grant =>
  grantShape.parse({
    grant: `grant-of-${workspace}`,
    workspace,
    operator: '91320200MA1XXXXXX1',
    authorization: 'a1',
    scenario: 's1',
    until: '2025-12-31',
    minimumIsolation: 'D',
    tables: tables.map((table) => ({ rows: [], minimumGroup: 10, ...table })),
    maximumRisk: 1,
    quasiIdentifiers: [],
    ...more,
  })

const contracts: ReadonlyMap<string, DatasetContract> = new Map(
  [residentsContract, flightsContract, censusContract].map((contract) => [contract.dataset, contract]),
)
const run = (grant: Grant, contractByDataset = contracts) => provision({ grant, contractByDataset, store: scene.store, at })

/** What a job of the workspace would read. */
const read = async (workspace: string, table: string, query: (relation: string) => string): Promise<readonly unknown[]> =>
  withPrivateFolder(async (folder) => {
    const manifest = await scene.store.currentVersion(workspaceScope(workspace))
    if (manifest === undefined) return []
    const files = (await scene.store.openParts(manifest, folder)).get(table) ?? []
    const engine = await openDataEngine({ folders: [folder], spillFolder: folder })
    try {
      return (await engine.rows(query(parquet(files)))).map((row) => Object.values(row))
    } finally {
      engine.close()
    }
  })

const people = (columns: Table['columns'], rows: Table['rows'] = []) => ({ dataset: 'residents', columns, rows })

describe('a workspace holds what its grant allows', () => {
  it('only the granted columns, each masked as decided; a hidden column is not written', async () => {
    const grant = granting('w-columns', [
      people([
        { name: 'id_number', disclosure: 'join-key', mask: { kind: 'pseudonym' } },
        { name: 'name', disclosure: 'hidden' },
        { name: 'born_on', disclosure: 'masked', mask: { kind: 'generalize-date', to: 'year' } },
        { name: 'income', disclosure: 'after-aggregation' },
      ]),
    ])
    expect(await run(grant)).toMatchObject({
      ok: true,
      rows: 4,
      tables: [{ table: 'residents', rows: 4, columns: ['id_number', 'born_on', 'income'], datasetVersion: 1 }],
    })
    expect(await read('w-columns', 'residents', (relation) => `SELECT * EXCLUDE (id_number) FROM ${relation} ORDER BY income`)).toEqual([
      ['1990-01-01', 1000],
      ['1990-01-01', 2000],
      ['1985-01-01', 3000],
      ['1985-01-01', null],
    ])
    expect(
      await read('w-columns', 'residents', (relation) => `SELECT count(DISTINCT id_number) FROM ${relation} WHERE length(id_number) = 22`),
    ).toEqual([['4']])
  })

  it('only the granted rows, by the value as it was before the mask, both ends included', async () => {
    const born = { name: 'born_on', disclosure: 'masked', mask: { kind: 'suppress' } } as const
    await run(
      granting('w-rows', [
        people([born, { name: 'income', disclosure: 'plain' }], [{ column: 'born_on', from: '1985-06-02', to: '1990-01-15' }]),
      ]),
    )
    expect(await read('w-rows', 'residents', (relation) => `SELECT * FROM ${relation} ORDER BY income`)).toEqual([
      [null, 1000],
      [null, null],
    ])
    await run(granting('w-one', [people([{ name: 'income', disclosure: 'plain' }], [{ column: 'id_number', from: '1003', to: '1003' }])]))
    expect(await read('w-one', 'residents', (relation) => `SELECT * FROM ${relation}`)).toEqual([[3000]])
  })

  it('a day as the end of a time is that whole day', async () => {
    const rows = [{ column: 'date', from: '2001-01-31', to: '2001-01-31' }]
    const columns = [{ name: 'date', disclosure: 'plain' } as const]
    const answer = await run(granting('w-day', [{ dataset: 'flights', columns, rows }]))
    expect(answer).toMatchObject({ ok: true })
    const [ends] = await read(
      'w-day',
      'flights',
      (relation) => `SELECT min(date)::DATE::VARCHAR, max(date)::DATE::VARCHAR, max(date)::TIME > TIME '20:00' FROM ${relation}`,
    )
    expect(ends).toEqual(['2001-01-31', '2001-01-31', true])
  })

  it('a join key without a decided mask is a pseudonym, equal across tables of one grant and different in another', async () => {
    const key = [{ name: 'id_number', disclosure: 'join-key' } as const]
    const smallest = (relation: string) => `SELECT min(id_number) FROM ${relation}`
    await run(granting('w-join', [people(key)]))
    const first = await read('w-join', 'residents', smallest)
    await run(granting('w-join', [people(key)]))
    await run(granting('w-join-2', [people(key)]))
    expect(await read('w-join', 'residents', smallest)).toEqual(first)
    expect(await read('w-join-2', 'residents', smallest)).not.toEqual(first)
    expect(String(first)).toMatch(/^[A-Za-z0-9_-]{22}$/)
  })

  it('a new secret makes every pseudonym another: what was kept of the old ones joins with nothing', async () => {
    const grant = granting('w-renewed', [
      people([
        { name: 'id_number', disclosure: 'join-key' },
        { name: 'income', disclosure: 'masked', mask: { kind: 'noise', percent: 10 } },
      ]),
    ])
    const all = (relation: string) => `SELECT id_number, income FROM ${relation} ORDER BY 1`
    await run(grant)
    const before = await read('w-renewed', 'residents', all)
    await provision({ grant, contractByDataset: contracts, store: scene.store, at, freshSecret: true })
    const after = await read('w-renewed', 'residents', all)
    const words = (rows: readonly unknown[]) => rows.map((row) => (row as readonly unknown[])[0])
    expect(words(after).filter((word) => words(before).includes(word))).toEqual([])
    await run(grant)
    expect(await read('w-renewed', 'residents', all)).toEqual(after)
  })

  it('a second run replaces the first and keeps no older copy', async () => {
    await run(granting('w-again', [people([{ name: 'name', disclosure: 'plain' }])]))
    await run(granting('w-again', [people([{ name: 'income', disclosure: 'plain' }])]))
    const objects = (await scene.store.inventoryOf(workspaceScope('w-again'))).map(({ object }) => object)
    expect(objects.filter((object) => object.includes('/versions/1/'))).toEqual([])
    expect(objects.some((object) => object.includes('/versions/2/'))).toBe(true)
  })

  it('three million flights, with their risk', async () => {
    const columns: Table['columns'] = [
      { name: 'date', disclosure: 'masked', mask: { kind: 'generalize-date', to: 'month' } },
      { name: 'delay', disclosure: 'masked', mask: { kind: 'noise', percent: 10 } },
      { name: 'distance', disclosure: 'masked', mask: { kind: 'generalize-number', width: 500 } },
      { name: 'origin', disclosure: 'plain' },
    ]
    const answer = await run(granting('w-flights', [{ dataset: 'flights', columns }], { quasiIdentifiers: ['date', 'origin'] }))
    expect(answer).toMatchObject({
      ok: true,
      rows: 3_000_000,
      risk: [{ table: 'flights', measured: { rows: 3_000_000, quasiIdentifiers: ['date', 'origin'] } }],
    })
  })
})

describe('a grant that cannot be kept is not opened, and nothing of it is left behind', () => {
  const nothingOf = async (workspace: string) => {
    expect(await scene.store.currentVersion(workspaceScope(workspace))).toBeUndefined()
    expect(await scene.store.inventoryOf(workspaceScope(workspace))).toEqual([])
    expect(await scene.keys.describe(workspaceScope(workspace))).toBeUndefined()
  }
  const plainName = people([{ name: 'name', disclosure: 'plain' }])

  it('above the risk of the decision, and not exactly at it', async () => {
    const byYear = people([{ name: 'born_on', disclosure: 'masked', mask: { kind: 'generalize-date', to: 'year' } }])
    const refused = await run(granting('w-risk', [byYear], { quasiIdentifiers: ['born_on'], maximumRisk: 0.49 }))
    expect(refused).toMatchObject({
      ok: false,
      refusal: 'risk-too-high',
      detail: 'in residents highest-risk is 0.5 and 0.49 is allowed',
      risk: [{ table: 'residents', measured: { k: 2, highestRisk: 0.5 } }],
    })
    await nothingOf('w-risk')
    expect(await run(granting('w-risk', [byYear], { quasiIdentifiers: ['born_on'], maximumRisk: 0.5 }))).toMatchObject({ ok: true })
  })

  it.each([
    ['a dataset nobody registered', [{ ...plainName, dataset: 'nowhere' }], {}, 'unknown-dataset', 'no contract of nowhere is registered'],
    [
      'a dataset nobody delivered',
      [{ dataset: 'census', columns: [{ name: 'sex', disclosure: 'plain' }] }],
      {},
      'unknown-dataset',
      'nothing of census has been delivered',
    ],
    [
      'a column that was not promised',
      [people([{ name: 'blood', disclosure: 'plain' }])],
      {},
      'malformed',
      'residents has no column blood',
    ],
    [
      'a masked column without a mask',
      [people([{ name: 'name', disclosure: 'masked' }])],
      {},
      'malformed',
      'column name is to be masked and no mask is decided',
    ],
    [
      'a mask of another type',
      [people([{ name: 'name', disclosure: 'masked', mask: { kind: 'noise', percent: 5 } }])],
      {},
      'malformed',
      'the mask noise does not fit column name of type text',
    ],
    ['hidden columns only', [people([{ name: 'name', disclosure: 'hidden' }])], {}, 'malformed', 'no column of residents is granted'],
    ['a table twice', [plainName, plainName], {}, 'malformed', 'residents is granted twice'],
    ['a column twice', [people([...plainName.columns, ...plainName.columns])], {}, 'malformed', 'column name is granted twice'],
    ['a row condition on nothing', [people(plainName.columns, [{ column: 'blood' }])], {}, 'malformed', 'residents has no column blood'],
    [
      'a row condition of another type',
      [people(plainName.columns, [{ column: 'born_on', from: 'May' }])],
      {},
      'malformed',
      'a row condition does not fit the type of its column',
    ],
    [
      'a quasi-identifier nobody has',
      [plainName],
      { quasiIdentifiers: ['blood'] },
      'malformed',
      'no granted dataset has the quasi-identifier blood',
    ],
  ] as const)('for %s', async (_, tables, more, refusal, detail) => {
    const grant = granting('w-none', tables as unknown as Partial<Table>[], more as Partial<Grant>)
    expect(await run(grant)).toMatchObject({ ok: false, refusal, detail })
    await nothingOf('w-none')
  })
})

describe.skipIf(!existsSync(adult))('the census with its hierarchies (skipped where the data folder is missing)', () => {
  const hierarchy = async (name: string, level: number) => {
    const lines = (await readFile(join(adult, `adult_hierarchy_${name}.csv`), 'utf8')).trim().split(/\r?\n/)
    return {
      kind: 'generalize-hierarchy' as const,
      valueByValue: Object.fromEntries(lines.map((line) => [line.split(';')[0] ?? '', line.split(';')[level] ?? ''])),
    }
  }

  it('generalizing lowers the risk, and the decision’s limit holds', async () => {
    await deliver({ contract: censusContract, file: join(adult, 'adult.csv'), format: { kind: 'csv' }, store: scene.store, at })
    const quasiIdentifiers = ['sex', 'age', 'marital_status', 'education', 'native_country']
    const plain = quasiIdentifiers.map((name) => ({ name, disclosure: 'plain' as const }))
    const coarse = [
      { name: 'sex', disclosure: 'plain' as const },
      { name: 'age', disclosure: 'masked' as const, mask: { kind: 'generalize-number' as const, width: 20 } },
      { name: 'marital_status', disclosure: 'masked' as const, mask: await hierarchy('marital-status', 1) },
      { name: 'education', disclosure: 'masked' as const, mask: await hierarchy('education', 2) },
      { name: 'native_country', disclosure: 'masked' as const, mask: await hierarchy('native-country', 2) },
    ]
    const raw = await run(granting('w-census', [{ dataset: 'census', columns: plain }], { quasiIdentifiers, maximumRisk: 0.5 }))
    const masked = await run(granting('w-census', [{ dataset: 'census', columns: coarse }], { quasiIdentifiers }))
    expect(raw).toMatchObject({ ok: false, refusal: 'risk-too-high', risk: [{ measured: { rows: 30_162, k: 1 } }] })
    expect(masked).toMatchObject({ ok: true, rows: 30_162 })
    expect(masked.risk[0]?.measured.uniqueShare).toBeLessThan((raw.risk[0]?.measured.uniqueShare ?? 0) / 20)
  })
})
