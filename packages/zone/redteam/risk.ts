/** Attempts to find one person through the twin of a table, or through the differences of many measurements of its risk. */
import type { Attack } from './attack.ts'
import type { Live } from './live.ts'

interface TwinRows {
  readonly columns: readonly { readonly name: string }[]
  readonly cells: readonly (readonly unknown[])[]
}

const bench = (live: Live) => ({ headers: live.header('workbench', 'w1') })

const twinOf = async (live: Live, table: string): Promise<TwinRows> => {
  const { text } = await live.ask('GET', `/workspaces/w1/twins/${table}?rows=5000`, bench(live))
  return JSON.parse(text) as TwinRows
}

/** What is found of the data in a twin; `nothing-real` where it is none. */
const looking = (id: string, table: string, finds: (rows: TwinRows) => boolean): Attack => ({
  id: `twin-${id}`,
  class: 'single-out',
  expected: 'nothing-real',
  against: async (live) => (finds(await twinOf(live, table)) ? 'found' : 'nothing-real'),
})

const column = ({ columns, cells }: TwinRows, name: string): readonly string[] => {
  const at = columns.findIndex((one) => one.name === name)
  return cells.map((row) => String(row[at]))
}

const measuring = (live: Live, body: unknown, purpose: 'workbench' | 'risk' | 'intake' = 'workbench', workspace = 'w1') =>
  live.ask('POST', '/workspaces/w1/risk', { headers: live.header(purpose, workspace), body })

const refused = (id: string, expected: string, ask: (live: Live) => ReturnType<Live['ask']>): Attack => ({
  id: `risk-${id}`,
  class: 'single-out',
  expected,
  against: async (live) => (await ask(live)).codes,
})

const twinJob = (id: string, sql: string, expected: string): Attack => ({
  id: `twin-${id}`,
  class: 'take-rows',
  expected,
  against: async (live) => (await live.ask('POST', '/workspaces/w1/jobs', { ...bench(live), body: { sql, on: 'twin' } })).codes,
})

const columns = ['id', 'age', 'district', 'income', 'band', 'sick'] as const
/** More than may be asked: each set of columns once. */
const subsets = Array.from({ length: 40 }, (_, at) => columns.filter((_, bit) => ((at + 1) >> bit) % 2 === 1))

/** Two measurements that differ by one column and are told in steps: exact counts would give a person away. */
const inSteps: Attack = {
  id: 'risk-exact-counts',
  class: 'single-out',
  expected: 'in-steps',
  against: async (live) => {
    const { text } = await measuring(live, { table: 'people', quasiIdentifiers: ['age', 'district'] })
    const { measured, isRough } = JSON.parse(text) as {
      measured: { rows: number; classesBySize: Record<string, number> }
      isRough: boolean
    }
    const counts = Object.values(measured.classesBySize)
    return isRough && measured.rows % 100 === 0 && counts.every((count) => count % 5 === 0) ? 'in-steps' : 'exact'
  },
}

const usedUp: Attack = {
  id: 'risk-many-subsets',
  class: 'single-out',
  expected: 'questions-used-up',
  against: async (live) => {
    for (const quasiIdentifiers of subsets) {
      const { codes, status } = await measuring(live, { table: 'people', quasiIdentifiers })
      if (status !== 200) return codes
    }
    return 'all-answered'
  },
}

export const risk: readonly Attack[] = [
  looking('identifier', 'people', (rows) => column(rows, 'id').some((id) => /^p\d+$/.test(id))),
  looking('hidden-column', 'people', ({ columns: found }) => found.some(({ name }) => name === 'mobile')),
  looking('single-income', 'people', (rows) => {
    // Incomes of the data end in .5 and stand in steps of 37: a twin that copied would show nothing else.
    const incomes = column(rows, 'income').map(Number)
    return incomes.filter((income) => income % 1 === 0.5).length > incomes.length / 2
  }),
  looking('rows-as-they-are', 'visits', (rows) => {
    const seen = new Set(column(rows, 'cost'))
    return Array.from({ length: 900 }, (_, at) => `${50 + ((at * 13) % 900)}.25`).filter((cost) => seen.has(cost)).length > 60
  }),
  twinJob('outside', "SELECT * FROM read_csv('/etc/passwd')", 'table-function'),
  twinJob('unseen-column', 'SELECT income FROM people', 'only-after-aggregation'),
  refused('column-hidden', 'malformed', (live) => measuring(live, { table: 'people', quasiIdentifiers: ['mobile'] })),
  refused('expression', 'malformed', (live) => measuring(live, { table: 'people', quasiIdentifiers: ['age + 1'] })),
  refused('quotes', 'malformed', (live) => measuring(live, { table: 'people', quasiIdentifiers: ['age" FROM people --'] })),
  refused('table-of-another', 'malformed', (live) => measuring(live, { table: 'salaries', quasiIdentifiers: ['age'] })),
  refused('another-purpose', 'wrong-purpose', (live) => measuring(live, { table: 'people', quasiIdentifiers: ['age'] }, 'intake')),
  refused('another-workspace', 'out-of-scope', (live) => measuring(live, { table: 'people', quasiIdentifiers: ['age'] }, 'risk', 'w2')),
  refused('twin-by-examiner', 'wrong-purpose', (live) =>
    live.ask('GET', '/workspaces/w1/twins/people', { headers: live.header('risk', 'w1') }),
  ),
  inSteps,
  usedUp,
]
