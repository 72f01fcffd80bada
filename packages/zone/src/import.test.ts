import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Format } from './intake/formats.ts'
import { type Part, partsOf, zipOf } from './intake/xlsx/testing.ts'
import type { Admission, DatasetContract, Grant, ImportPlace, Order } from './orders.ts'
import { peopleContract, peopleCsv, peopleGrant, type TestedZone, testedZone } from './testing-zone.ts'
import { written } from './time.ts'

const contract: DatasetContract = {
  dataset: 'members',
  provider: 'o1',
  grade: 'general-2',
  columns: [
    { name: 'person', type: 'text', required: true, personal: 'identifier' },
    { name: 'points', type: 'integer', required: true, personal: 'none' },
  ],
  subject: { column: 'person', oneRow: true },
}
const csv = `person,points\n${Array.from({ length: 700 }, (_, at) => `p${at * 2},${at % 3}`).join('\n')}\n`
const sha256 = createHash('sha256').update(csv).digest('hex')
const reason = 'a test'

const place = (change: Partial<ImportPlace> = {}): ImportPlace => ({
  import: 's1',
  operator: 'o1',
  authorization: 'a1',
  workspace: 'w1',
  scenario: 's1',
  contract,
  ...change,
})
const admission = (change: Partial<Admission> = {}): Admission => ({
  import: 's1',
  operator: 'o1',
  authorization: 'a1',
  workspace: 'w1',
  scenario: 's1',
  sha256,
  until: '2026-12-31',
  table: {
    dataset: 'members',
    columns: [
      { name: 'person', disclosure: 'join-key' },
      { name: 'points', disclosure: 'after-grouping' },
    ],
    rows: [],
    minimumGroup: 10,
  },
  maximumRisk: 0.5,
  quasiIdentifiers: [],
  ...change,
})
const people: Grant['tables'][number] = {
  dataset: 'people',
  columns: [
    { name: 'person', disclosure: 'join-key' },
    { name: 'district', disclosure: 'after-grouping' },
    { name: 'income', disclosure: 'after-aggregation' },
  ],
  rows: [],
  minimumGroup: 10,
}
const grantOf = (workspace: string, change: Partial<Grant> = {}) =>
  peopleGrant({ grant: workspace, workspace, tables: [people], quasiIdentifiers: [], ...change })
const joining =
  'select points, count(*) as n, avg(income) as income from people join members on people.person = members.person group by points'

const withMacro = (parts: readonly Part[]) => [...parts, { name: 'xl/vbaProject.bin', content: 'x' }]

let filled: TestedZone
let zone: TestedZone
beforeAll(async () => {
  filled = await testedZone()
  await filled.send({ order: 'lease', until: written(filled.clock.ms + 3_600_000 * 24 * 90) })
  await filled.send({ order: 'register', contract: peopleContract })
  await filled.deliver('people', peopleCsv(2000))
  for (const workspace of ['w1', 'w2'])
    expect(await filled.send({ order: 'provision', grant: grantOf(workspace) })).toMatchObject({ outcome: 'done' })
  await filled.node().stop()
})
afterAll(() => filled.remove())
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yunhe-zone-'))
  await cp(filled.folder, folder, { recursive: true })
  zone = await testedZone({ folder })
})
afterEach(() => zone.remove())

const must = async (body: Order) => {
  const receipt = await zone.send(body)
  expect(receipt).toMatchObject({ outcome: 'done' })
  return receipt
}
const deliver = async (text = csv, name = 's1') => {
  const answer = await zone.node().quarantine(zone.ticket('quarantine', name), name, { kind: 'csv' }, Readable.from([text]))
  return answer.ok ? answer.delivered.outcome : answer.refusal
}
const quarantined = async () => {
  await must({ order: 'quarantine', place: place() })
  expect(await deliver()).toBe('accepted')
}
const refusalsOf = async (workspace: string, sql: string) => {
  const answer = await zone.node().check(workspace, { sql })
  return answer.ok ? [] : answer.refusals.map(({ code }) => code)
}
const ended = async (workspace: string, sql: string) => {
  const ticket = zone.ticket('workbench', workspace)
  const submitted = await zone.node().submit(ticket, workspace, { sql })
  if (!submitted.ok) return submitted.refusals.map(({ code }) => code)
  await expect.poll(() => zone.node().job(submitted.job)?.endedAt, { timeout: 60_000 }).toBeDefined()
  return zone.node().result(ticket, submitted.job)
}
const stateOf = async (name = 's1') => (await zone.node().status()).imports.find((one) => one.import === name)?.state

describe('W16-4 what was not approved stays in quarantine', () => {
  beforeEach(quarantined)

  it('W16-4 cannot be queried or joined, in no workspace and by no name', async () => {
    for (const workspace of ['w1', 'w2']) {
      for (const name of ['members', 's1', '"import/s1"', 'quarantine.members'])
        expect(await refusalsOf(workspace, `select count(*) from ${name}`)).toContain('table-not-granted')
      expect(await refusalsOf(workspace, joining)).toContain('table-not-granted')
      expect(await ended(workspace, joining)).toContain('table-not-granted')
    }
  })

  it('W16-4 cannot be provisioned, alone or beside what is granted', async () => {
    const members = admission().table
    for (const tables of [[members], [people, members]])
      expect(await zone.send({ order: 'provision', grant: grantOf('w3', { tables }) })).toMatchObject({ refusal: 'unknown-dataset' })
    expect(await zone.node().workspace('w3')).toBeUndefined()
  })

  it('W16-4 stands in no list of datasets, and the ticket of a dataset does not open it', async () => {
    expect((await zone.node().status()).datasets.map(({ dataset }) => dataset)).toEqual(['people'])
    expect(await zone.node().dataset('members')).toBeUndefined()
    const wanted = [{ purpose: 'quarantine', scope: 's1' }] as const
    expect(await zone.node().enter(zone.header('intake', 's1'), wanted)).toMatchObject({ refusal: 'wrong-purpose' })
    expect(await zone.node().enter(zone.header('quarantine', 's2'), wanted)).toMatchObject({ refusal: 'out-of-scope' })
  })

  it('W16-4 is told to the platform as counts and signs, with the hash of the file, and never a value', async () => {
    const receipt = await must({ order: 'report', import: 's1' })
    expect(receipt.result.quarantined).toMatchObject({
      sha256,
      rows: 700,
      rejectedRows: 0,
      columns: [{ name: 'person' }, { name: 'points', empty: 0 }],
    })
    expect(JSON.stringify(receipt)).not.toContain('p1398')
  })

  it('W16-4 is one file: no second is taken, and none where nothing was declared', async () => {
    expect(await deliver()).toBe('import-closed')
    expect(await deliver(csv, 's9')).toBe('import-unknown')
    expect(await zone.send({ order: 'report', import: 's9' })).toMatchObject({ refusal: 'unknown-import' })
  })

  it.each([
    ['another file', { sha256: 'f'.repeat(64) }, 'file-differs'],
    ['another workspace', { workspace: 'w2' }, 'wrong-state'],
    ['another authorization', { authorization: 'a2' }, 'wrong-state'],
    ['another operator', { operator: 'o2' }, 'wrong-state'],
    ['another scenario', { scenario: 's2' }, 'wrong-state'],
    ['a day that is over', { until: '2026-11-22' }, 'wrong-state'],
    ['the name of a dataset', { table: { ...admission().table, dataset: 'people' } }, 'wrong-state'],
    [
      'a column that was not declared',
      { table: { ...admission().table, columns: [{ name: 'mobile', disclosure: 'plain' }] } },
      'malformed',
    ],
  ] as const)('W16-4 is not admitted for %s', async (_, change, refusal) => {
    expect(await zone.send({ order: 'admit', admission: admission(change as Partial<Admission>) })).toMatchObject({ refusal })
    expect(await refusalsOf('w1', joining)).toContain('table-not-granted')
    expect(await stateOf()).toBe('quarantined')
  })

  it('W16-4 is not admitted into a frozen workspace, nor where its measured risk is too high', async () => {
    await must({ order: 'freeze', workspaces: ['w1'], products: [], reason })
    expect(await zone.send({ order: 'admit', admission: admission() })).toMatchObject({ refusal: 'wrong-state' })
    await must({ order: 'thaw', workspaces: ['w1'], products: [], reason })
    const columns = [
      { name: 'person', disclosure: 'plain' as const },
      { name: 'points', disclosure: 'plain' as const },
    ]
    const risky = admission({ table: { ...admission().table, columns }, quasiIdentifiers: ['person'] })
    expect(await zone.send({ order: 'admit', admission: risky })).toMatchObject({ refusal: 'risk-too-high' })
    expect(await refusalsOf('w1', 'select count(*) from members')).toContain('table-not-granted')
  })
})

describe('W16-4 social data in other formats', () => {
  beforeEach(() => must({ order: 'quarantine', place: place() }))

  const jsonLines = `${Array.from({ length: 700 }, (_, at) => JSON.stringify({ person: `p${at * 2}`, points: at % 3 })).join('\n')}\n`
  const workbook = (rows: readonly (readonly string[])[], change?: (parts: readonly Part[]) => readonly Part[]): Uint8Array => {
    const cells = rows.map((row, at) => `<row r="${at + 1}">${row.map((text) => `<c t="str"><v>${text}</v></c>`).join('')}</row>`)
    const parts = partsOf([{ name: 'members', rows: cells.join('') }])
    return zipOf(change?.(parts) ?? parts)
  }
  const inCells = csv
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const brought = async (format: Format, bytes: Uint8Array | string) => {
    const answer = await zone.node().quarantine(zone.ticket('quarantine', 's1'), 's1', format, Readable.from([bytes]))
    if (!answer.ok) return [answer.refusal]
    return answer.delivered.outcome === 'accepted' ? ['accepted'] : answer.delivered.refusals.map(({ code }) => code)
  }

  const taken: readonly (readonly [string, Format, () => Uint8Array | string])[] = [
    ['a workbook', { kind: 'xlsx' }, () => workbook(inCells)],
    ['lines of JSON', { kind: 'json-lines' }, () => jsonLines],
  ]
  it.each(taken)('W16-4 %s waits like any file, and is joined once it was admitted by its hash', async (_, format, file) => {
    const bytes = file()
    const hash = createHash('sha256').update(bytes).digest('hex')
    expect(await brought(format, bytes)).toEqual(['accepted'])
    expect((await must({ order: 'report', import: 's1' })).result.quarantined).toMatchObject({ sha256: hash, rows: 700, rejectedRows: 0 })
    expect(await refusalsOf('w1', joining)).toContain('table-not-granted')
    expect(await zone.send({ order: 'admit', admission: admission() })).toMatchObject({ refusal: 'file-differs' })
    await must({ order: 'admit', admission: admission({ sha256: hash }) })
    expect(await ended('w1', joining)).toMatchObject({ rows: [expect.anything(), expect.anything(), expect.anything()] })
    expect(await brought(format, bytes)).toEqual(['import-closed'])
  })

  const refused: readonly (readonly [string, Format, () => Uint8Array | string, string])[] = [
    ['a workbook with a macro', { kind: 'xlsx' }, () => workbook(inCells, withMacro), 'xlsx-macro'],
    ['a workbook without a promised column', { kind: 'xlsx' }, () => workbook([['person', 'salary']]), 'column-missing'],
    ['a workbook without the sheet that was named', { kind: 'xlsx', sheet: 'other' }, () => workbook(inCells), 'sheet-missing'],
    ['JSON that breaks off', { kind: 'json-lines' }, () => '[{"person":"p1"},', 'json-broken'],
    ['JSON without a promised column', { kind: 'json-lines' }, () => '{"person":"p1"}\n', 'column-missing'],
    ['a workbook that is called JSON', { kind: 'json-lines' }, () => workbook(inCells), 'encoding-not-supported'],
  ]
  it.each(refused)('W16-4 %s is refused, and the place stays open for one that is right', async (_, format, file, code) => {
    expect(await brought(format, file())).toContain(code)
    expect(await stateOf()).toBe('awaited')
    expect(await deliver()).toBe('accepted')
  })
})

describe('W16-4 what was approved', () => {
  beforeEach(async () => {
    await quarantined()
    expect((await must({ order: 'admit', admission: admission() })).result).toMatchObject({ rows: 700 })
  })

  it('W16-4 is joined with what was granted, in that workspace only', async () => {
    const found = await ended('w1', joining)
    // 700 members, every second of the first 1,400 people, in three groups of points.
    expect((found as { rows: readonly (readonly number[])[] }).rows.reduce((sum, [, n]) => sum + Number(n), 0)).toBe(700)
    expect(await refusalsOf('w2', joining)).toContain('table-not-granted')
    expect(await zone.send({ order: 'provision', grant: grantOf('w3', { tables: [admission().table] }) })).toMatchObject({
      refusal: 'unknown-dataset',
    })
  })

  it('W16-4 obeys the disclosure of the review, and its smallest group', async () => {
    expect(await refusalsOf('w1', 'select person from members')).toEqual(['identifier-used'])
    expect(await refusalsOf('w1', 'select points from members')).toEqual(['only-after-grouping'])
  })

  it('what was granted is as it was, and stands beside it after a restart', async () => {
    await zone.restart()
    expect(await zone.node().workspace('w1')).toMatchObject({
      tables: [
        { table: 'people', rows: 2000 },
        { table: 'members', rows: 700 },
      ],
    })
    expect(await refusalsOf('w1', joining)).toEqual([])
    expect(
      zone
        .node()
        .lineage(undefined, 'w1')
        .nodes.map(({ id }) => id),
    ).toContain('import:s1')
  })

  it('W10-1 W19-1 a freeze and a seal reach it as they reach what was granted', async () => {
    await must({ order: 'freeze', workspaces: ['w1'], products: [], reason })
    expect(await ended('w1', joining)).toEqual(['workspace-frozen'])
    await must({ order: 'seal', workspace: 'w1', reason })
    expect(await ended('w1', joining)).toEqual(['workspace-sealed'])
  })

  it('W19-1 is destroyed with its workspace', async () => {
    await must({ order: 'seal', workspace: 'w1', reason })
    const destroyed = await must({
      order: 'destroy',
      workspace: 'w1',
      task: 't1',
      requester: 'p1',
      approver: 'p2',
      executor: 'p3',
      witness: 'p4',
      reason,
    })
    const objects = destroyed.result.destruction?.inventory.map(({ object }) => object).join(' ')
    expect(objects).toMatch(/members-0\.sealed/)
    expect(await must({ order: 'purge', import: 's1', reason })).toMatchObject({ result: { purged: { import: 's1' } } })
  })

  it('W12-6 is open on its last day and not after', async () => {
    zone.clock.ms = Date.parse('2026-12-31T23:59:59+08:00')
    expect(await refusalsOf('w1', joining)).toEqual([])
    zone.clock.ms += 1000
    expect(await refusalsOf('w1', joining)).toContain('table-not-granted')
    expect(await refusalsOf('w1', 'select district, count(*) from people group by district')).toEqual([])
  })

  it('a workspace that holds it is not written anew', async () => {
    expect(await zone.send({ order: 'provision', grant: grantOf('w1') })).toMatchObject({ refusal: 'wrong-state' })
    expect(await refusalsOf('w1', joining)).toEqual([])
  })
})

describe('W16-4 what was rejected or is over', () => {
  const keysOf = async () => readdir(join(zone.folder, 'parts', 'import')).catch(() => [])

  it('W16-4 is purged with file and key, proven, and its name does not come back', async () => {
    await quarantined()
    const { result } = await must({ order: 'purge', import: 's1', reason })
    expect(result.purged).toMatchObject({ import: 's1', keyFingerprint: expect.stringMatching(/./) })
    expect(result.purged?.inventory.map(({ object }) => object).join(' ')).toContain('import/s1')
    expect(result.purged?.verification).toHaveLength(4)
    expect(await keysOf()).toEqual([])
    expect(await stateOf()).toBe('purged')
    expect(await deliver()).toBe('import-closed')
    expect(await zone.send({ order: 'quarantine', place: place() })).toMatchObject({ refusal: 'wrong-state' })
    expect(await zone.send({ order: 'admit', admission: admission() })).toMatchObject({ refusal: 'wrong-state' })
    expect(await must({ order: 'purge', import: 's1', reason })).toMatchObject({ result: { purged: result.purged && { import: 's1' } } })
  })

  it('W16-4 is purged where nothing was delivered', async () => {
    await must({ order: 'quarantine', place: place() })
    expect((await must({ order: 'purge', import: 's1', reason })).result.purged).toMatchObject({ inventory: [] })
  })

  it('W16-4 leaves the workspace it was admitted to, at once, and what was granted stays', async () => {
    await quarantined()
    await must({ order: 'admit', admission: admission() })
    await must({ order: 'purge', import: 's1', reason })
    expect(await refusalsOf('w1', joining)).toContain('table-not-granted')
    expect(await ended('w1', 'select district, count(*) as n from people group by district')).toMatchObject({ suppressed: 0 })
    const versions = await readdir(join(zone.folder, 'parts', 'workspace', 'w1', 'versions'))
    const manifests = versions.map((version) =>
      readFile(join(zone.folder, 'parts', 'workspace', 'w1', 'versions', version, 'manifest.json'), 'utf8'),
    )
    expect((await Promise.all(manifests)).join('')).not.toContain('members')
    await zone.restart()
    expect(await refusalsOf('w1', joining)).toContain('table-not-granted')
    expect(zone.faults).toEqual([])
  })
})

describe('the place of an import', () => {
  it('A16 takes no name that means something else', async () => {
    const named = (dataset: string) => ({ ...contract, dataset })
    expect(await zone.send({ order: 'quarantine', place: place({ contract: named('people') }) })).toMatchObject({ refusal: 'wrong-state' })
    await must({ order: 'quarantine', place: place() })
    await must({ order: 'quarantine', place: place() })
    expect(await zone.send({ order: 'quarantine', place: place({ import: 's2' }) })).toMatchObject({ refusal: 'wrong-state' })
    expect(await zone.send({ order: 'quarantine', place: place({ workspace: 'w2' }) })).toMatchObject({ refusal: 'wrong-state' })
  })

  it('W16-4 a file that does not keep to its declaration leaves nothing, and may be mended', async () => {
    await must({ order: 'quarantine', place: place() })
    expect(await deliver('person\np1\n')).toBe('refused')
    expect(await stateOf()).toBe('awaited')
    expect(await zone.send({ order: 'report', import: 's1' })).toMatchObject({ refusal: 'wrong-state' })
    expect(await deliver()).toBe('accepted')
  })
})
