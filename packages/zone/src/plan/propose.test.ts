import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type DataEngine, openDataEngine } from '../engine/data.ts'
import { literal } from '../engine/engine.ts'
import { withPrivateFolder } from '../store/private-folder.ts'
import { nodesUpTo } from './lattice.ts'
import { levelsOf } from './levels.ts'
import { type ProposalColumn, propose } from './propose.ts'

const within = <T>(use: (engine: DataEngine) => Promise<T>, file?: string): Promise<T> =>
  withPrivateFolder(async (folder) => {
    const engine = await openDataEngine({ folders: [folder], spillFolder: folder, ...(file && { files: [file] }) })
    try {
      return await use(engine)
    } finally {
      engine.close()
    }
  })

const people = `(SELECT i AS id, DATE '1950-01-01' + (i * 37 % 20000)::INTEGER AS born_on, CASE WHEN i % 2 = 0 THEN '男' ELSE '女' END AS sex,
  ['无锡市滨湖区蠡湖大道', '江苏省江阴市青石路', '无锡市新吴区春华路'][1 + i % 3] || i::VARCHAR || '号' AS address FROM range(5000) t(i))`
const columns: readonly ProposalColumn[] = [
  { name: 'born_on', type: 'date', levels: levelsOf({ name: 'born_on', type: 'date' }) },
  { name: 'sex', type: 'text', levels: levelsOf({ name: 'sex', type: 'text' }) },
  { name: 'address', type: 'text', levels: levelsOf({ name: 'address', type: 'text' }) },
]

describe('a proposed plan', () => {
  it('reaches k, exactly as asked and not below, and gives up more for a larger k', async () => {
    const [five, hundred] = await within(async (engine) => [
      await propose(engine, people, columns, { k: 5, mostSuppressed: 0 }),
      await propose(engine, people, columns, { k: 100, mostSuppressed: 0 }),
    ])
    expect(five?.found?.k).toBeGreaterThanOrEqual(5)
    expect(hundred?.found?.k).toBeGreaterThanOrEqual(100)
    expect(hundred?.found?.loss ?? 0).toBeGreaterThan(five?.found?.loss ?? 1)
    expect(five?.found?.columns.map(({ name }) => name)).toEqual(['born_on', 'sex', 'address'])
    expect(five?.measured ?? 0).toBeLessThan(five?.nodes ?? 0)
  })

  it('may leave out rows only up to the share that was asked', async () => {
    const found = (mostSuppressed: number) => within((engine) => propose(engine, people, columns, { k: 60, mostSuppressed }))
    const [none, some] = [(await found(0)).found, (await found(0.1)).found]
    expect(none?.suppressedShare).toBe(0)
    expect(some?.suppressedShare).toBeLessThanOrEqual(0.1)
    expect(some?.loss ?? 1).toBeLessThanOrEqual(none?.loss ?? 0)
  })

  it('finds nothing where there are fewer rows than k, and says so', async () => {
    const few = `(SELECT * FROM ${people} WHERE id < 4)`
    expect((await within((engine) => propose(engine, few, columns, { k: 5, mostSuppressed: 0 }))).found).toBeUndefined()
    expect((await within((engine) => propose(engine, few, columns, { k: 4, mostSuppressed: 0 }))).found?.k).toBe(4)
  })
})

const adult = join(dirname(fileURLToPath(import.meta.url)), '../../../../../shared/data/adult')

describe.skipIf(!existsSync(adult))('the census with its hierarchies (skipped where the data folder is missing)', () => {
  const read = async (name: string): Promise<ProposalColumn> => {
    const lines = (await readFile(join(adult, `adult_hierarchy_${name}.csv`), 'utf8'))
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(';'))
    const inner = Array.from({ length: (lines[0]?.length ?? 2) - 2 }, (_, level) => ({
      kind: 'generalize-hierarchy' as const,
      valueByValue: Object.fromEntries(lines.map((line) => [line[0] ?? '', line[level + 1] ?? ''])),
    }))
    return { name: name.replace('-', '_'), type: 'text', levels: [undefined, ...inner, { kind: 'suppress' }] }
  }

  it.each([
    [5, 0],
    [5, 0.02],
    [50, 0.01],
  ])('is generalized to k = %i with at most %d suppressed as trying every node would', async (k, mostSuppressed) => {
    const quasi = await Promise.all(['sex', 'age', 'marital-status', 'education', 'race'].map(read))
    const file = join(adult, 'adult.csv')
    const relation = `(SELECT sex, age::VARCHAR AS age, "marital-status" AS marital_status, education, race FROM read_csv(${literal(file)}, delim = ';', header = true))`
    const { found, brute, measured, nodes } = await within(async (engine) => {
      const proposal = await propose(engine, relation, quasi, { k, mostSuppressed })
      return { ...proposal, brute: await bruteForce(engine, relation, quasi, k, mostSuppressed) }
    }, file)
    expect(found?.loss).toBeCloseTo(brute, 9)
    expect(found?.k).toBeGreaterThanOrEqual(k)
    expect(measured).toBeLessThan(nodes / 2)
  })

  /** Every node by itself, by plain maps over the rows. */
  const bruteForce = async (
    engine: DataEngine,
    relation: string,
    quasi: readonly ProposalColumn[],
    k: number,
    most: number,
  ): Promise<number> => {
    const rows = await engine.rows(
      `SELECT ${quasi.map(({ name }) => name).join(', ')}, count(*)::INTEGER AS n FROM ${relation} GROUP BY ALL`,
    )
    const total = rows.reduce((sum, row) => sum + Number(row.n), 0)
    const at = (column: number, level: number, value: unknown): string => {
      const mask = quasi[column]?.levels[level]
      return mask === undefined ? String(value) : mask.kind === 'generalize-hierarchy' ? (mask.valueByValue[String(value)] ?? '') : ''
    }
    const sized = (keys: (row: (typeof rows)[number]) => string) => {
      const sizes = new Map<string, number>()
      for (const row of rows) sizes.set(keys(row), (sizes.get(keys(row)) ?? 0) + Number(row.n))
      return [...sizes.values()]
    }
    const entropy = (sizes: readonly number[]) => sizes.reduce((sum, n) => sum - (n / total) * Math.log(n / total), 0)
    const losses = quasi.map(({ name, levels }, column) => {
      const entropies = levels.map((_, level) => entropy(sized((row) => at(column, level, row[name]))))
      return entropies.map((one, level) => (level === levels.length - 1 ? 1 : 1 - one / (entropies[0] ?? 1)))
    })
    return Math.min(
      ...nodesUpTo(quasi.map(({ levels }) => levels.length - 1)).flatMap((node) => {
        const sizes = sized((row) => node.map((level, column) => at(column, level, row[quasi[column]?.name ?? ''])).join('|'))
        const share = sizes.filter((n) => n < k).reduce((sum, n) => sum + n, 0) / total
        const loss = node.reduce((sum, level, column) => sum + (losses[column]?.[level] ?? 1), 0) / node.length
        return share <= most ? [loss * (1 - share) + share] : []
      }),
    )
  }
})
