/** What is planted in the attacked zone: people and visits in the shapes of `tables.ts`; nobody real. */
import type { DatasetContract, Grant } from '../src/orders.ts'

type Column = DatasetContract['columns'][number]
export const column = (name: string, type: Column['type'], personal: Column['personal']): Column => ({
  name,
  type,
  required: true,
  personal,
})

export const peopleContract: DatasetContract = {
  dataset: 'people',
  provider: 'the civil affairs office',
  grade: 'general-3',
  columns: [
    column('id', 'text', 'identifier'),
    column('age', 'integer', 'quasi-identifier'),
    column('district', 'text', 'quasi-identifier'),
    column('income', 'number', 'sensitive'),
    column('band', 'text', 'sensitive'),
    column('sick', 'boolean', 'sensitive'),
    column('mobile', 'text', 'identifier'),
  ],
  subject: { column: 'id', oneRow: true },
}

export const visitsContract: DatasetContract = {
  dataset: 'visits',
  provider: 'the health commission',
  grade: 'general-3',
  columns: [
    column('person', 'text', 'identifier'),
    column('cost', 'number', 'sensitive'),
    column('kind', 'text', 'none'),
    column('on_day', 'date', 'none'),
  ],
  subject: { column: 'person', oneRow: false },
}

const districts = ['Liangxi', 'Xishan', 'Huishan', 'Binhu', 'Xinwu', 'Jiangyin', 'Yixing']
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at)

export const peopleCsv = `id,age,district,income,band,sick,mobile\n${numbers(2000)
  .map(
    (at) =>
      `p${at},${20 + (at % 50)},${districts[at % 7]},${3000 + ((at * 37) % 5000)}.5,band-${at % 4},${at % 9 === 0},139${String(10_000_000 + at)}`,
  )
  .join('\n')}\n`

export const visitsCsv = `person,cost,kind,on_day\n${numbers(3000)
  .map((at) => `p${at % 1000},${50 + ((at * 13) % 900)}.25,kind-${at % 5},2026-0${1 + (at % 9)}-15`)
  .join('\n')}\n`

export const grantFor = (workspace: string): Grant => ({
  grant: `g-${workspace}`,
  workspace,
  operator: 'o1',
  authorization: 'a1',
  scenario: 's1',
  until: '2099-12-31',
  minimumIsolation: 'D',
  maximumRisk: 1,
  quasiIdentifiers: [],
  tables: [
    {
      dataset: 'people',
      rows: [],
      minimumGroup: 10,
      columns: [
        { name: 'id', disclosure: 'join-key', mask: { kind: 'pseudonym' } },
        { name: 'age', disclosure: 'plain' },
        { name: 'district', disclosure: 'masked', mask: { kind: 'partial', keepStart: 8, keepEnd: 0 } },
        { name: 'income', disclosure: 'after-aggregation' },
        { name: 'band', disclosure: 'after-grouping' },
        { name: 'sick', disclosure: 'filter-only' },
        { name: 'mobile', disclosure: 'hidden' },
      ],
    },
    {
      dataset: 'visits',
      rows: [],
      minimumGroup: 20,
      columns: [
        { name: 'person', disclosure: 'join-key', mask: { kind: 'pseudonym' } },
        { name: 'cost', disclosure: 'after-aggregation' },
        { name: 'kind', disclosure: 'plain' },
        { name: 'on_day', disclosure: 'plain' },
      ],
    },
  ],
})
