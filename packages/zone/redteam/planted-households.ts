/** Households and firms of nobody, for attacks on what may be seen of them: kept apart from the other plants, so that no earlier result helps or hinders. */
import type { DatasetContract, Grant, Order, Protection } from '../src/orders.ts'
import { column } from './planted.ts'

const householdsContract: DatasetContract = {
  dataset: 'households',
  provider: 'the civil affairs office',
  grade: 'general-3',
  columns: [
    column('id', 'text', 'identifier'),
    column('pid', 'text', 'identifier'),
    column('mobile', 'text', 'identifier'),
    column('district', 'text', 'none'),
    column('born', 'integer', 'none'),
    column('income', 'number', 'sensitive'),
    column('code', 'integer', 'none'),
  ],
  subject: { column: 'id', oneRow: true },
}

const firmsContract: DatasetContract = {
  dataset: 'firms',
  provider: 'the tax office',
  grade: 'general-3',
  columns: [
    column('firm', 'text', 'identifier'),
    column('sector', 'text', 'none'),
    column('turnover', 'number', 'sensitive'),
    column('code', 'integer', 'none'),
  ],
  subject: { column: 'firm', oneRow: true },
}

export const households = 1400
const districts = ['Liangxi', 'Xishan', 'Huishan', 'Binhu', 'Xinwu', 'Jiangyin', 'Yixing']
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at)

export const idOf = (at: number): string => `household-${at}`
export const mobileOf = (at: number): string => `1391${String(1_000_000 + at * 7)}`

export const householdsCsv = `id,pid,mobile,district,born,income,code\n${numbers(households)
  .map(
    (at) =>
      `${idOf(at)},${idOf(at)},${mobileOf(at)},${districts[at % 7]},${1950 + (Math.floor(at / 7) % 50)},${3000 + ((at * 37) % 900)}.5,${at}`,
  )
  .join('\n')}\n`

/** Fifteen firms in each of four sectors; one of them makes up nearly all of the first. */
export const firmsCsv = `firm,sector,turnover,code\n${numbers(60)
  .map((at) => `firm-${at},sector-${at % 4},${at === 0 ? 20_000 : 100 + at},${at}`)
  .join('\n')}\n`

const plain = (name: string) => ({ name, disclosure: 'plain' as const })

const householdsGrant = (workspace: string, operator: string, change: Partial<Grant> = {}): Grant => ({
  grant: `g-${workspace}`,
  workspace,
  operator,
  authorization: 'a1',
  scenario: 's1',
  until: '2099-12-31',
  minimumIsolation: 'D',
  maximumRisk: 1,
  quasiIdentifiers: [],
  tables: [
    {
      dataset: 'households',
      rows: [],
      minimumGroup: 10,
      columns: [
        { name: 'id', disclosure: 'join-key', mask: { kind: 'pseudonym' } },
        { name: 'pid', disclosure: 'masked', mask: { kind: 'pseudonym' } },
        { name: 'mobile', disclosure: 'masked', mask: { kind: 'format-preserving', of: 'mobile' } },
        plain('district'),
        plain('born'),
        { name: 'income', disclosure: 'after-aggregation' },
        { name: 'code', disclosure: 'filter-only' },
      ],
    },
  ],
  ...change,
})

const firmsGrant = (workspace: string, operator: string, change: Partial<Grant> = {}): Grant => ({
  ...householdsGrant(workspace, operator, change),
  tables: [
    {
      dataset: 'firms',
      rows: [],
      minimumGroup: 5,
      columns: [
        { name: 'firm', disclosure: 'join-key', mask: { kind: 'pseudonym' } },
        plain('sector'),
        { name: 'turnover', disclosure: 'after-aggregation' },
        { name: 'code', disclosure: 'filter-only' },
      ],
    },
  ],
})

export const noise = { kind: 'cell-key', most: 5, variance: 2, share: 1 } as const satisfies Protection
const rounded = { kind: 'round', base: 50 } as const satisfies Protection

/** Whose result is held against whose: ra is tied to rb by a grant and to rc through rb, to rd by an order that comes later. */
export const related = {
  ra: householdsGrant('ra', 'oa'),
  rb: householdsGrant('rb', 'ob', { related: ['oa'] }),
  rc: householdsGrant('rc', 'oc', { related: ['ob'] }),
  rd: householdsGrant('rd', 'oe'),
}

/** Before a household can be asked for: what is registered and delivered, and the workspaces that are opened from it. */
export const contracts: readonly DatasetContract[] = [householdsContract, firmsContract]
export const grants: readonly Order[] = [
  ...Object.values(related),
  firmsGrant('da', 'od'),
  firmsGrant('ta', 'of'),
  firmsGrant('tb', 'og', { related: ['of'] }),
  ...['tc', 'td', 'te', 'tf'].map((workspace) => firmsGrant(workspace, `o-${workspace}`)),
  householdsGrant('na', 'on', { protection: noise }),
  householdsGrant('nb', 'on', { protection: noise }),
  householdsGrant('nr', 'or', { protection: rounded }),
  householdsGrant('ma', 'om'),
  // Of another company: so many groupings of so few people as both ask together cannot be told apart within bounds, and are refused.
  householdsGrant('mb', 'on-its-own'),
].map((grant) => ({ order: 'provision' as const, grant }))
