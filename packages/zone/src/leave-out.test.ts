import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, deliver, type IntakeScene, intakeScene } from './intake/testing.ts'
import { type DatasetContract, type Grant, grant as grantShape } from './orders.ts'
import { provision } from './provision.ts'

const contract: DatasetContract = {
  dataset: 'visitors',
  provider: 'the culture office',
  grade: 'general-3',
  columns: [
    { name: 'person', type: 'text', required: true, personal: 'identifier' },
    { name: 'town', type: 'text', required: false, personal: 'quasi-identifier' },
    { name: 'age', type: 'integer', required: true, personal: 'quasi-identifier' },
  ],
  subject: { column: 'person', oneRow: true },
}

/** 1,000 people: 960 in twelve classes of 80, 25 in one class, 10 in one whose town is unknown, 5 alone. */
const rows = [
  ...Array.from({ length: 960 }, (_, i) => `a${i},town${i % 12},30`),
  ...Array.from({ length: 25 }, (_, i) => `b${i},town1,40`),
  ...Array.from({ length: 10 }, (_, i) => `c${i},,50`),
  ...Array.from({ length: 5 }, (_, i) => `d${i},town${i},${60 + i}`),
]

let scene: IntakeScene
beforeAll(async () => {
  scene = await intakeScene()
  const file = await scene.write('visitors.csv', ['person,town,age', ...rows].join('\n'))
  const delivered = await deliver({ contract, file, format: { kind: 'csv' }, store: scene.store, at })
  expect(delivered).toMatchObject({ outcome: 'accepted', rows: 1000 })
})
afterAll(() => scene.end())

let turn = 0
const granting = (change: Partial<Grant>): Grant => {
  turn += 1
  return grantShape.parse({
    grant: `g${turn}`,
    workspace: `w${turn}`,
    operator: 'o1',
    authorization: 'a1',
    scenario: 's1',
    until: '2027-12-31',
    minimumIsolation: 'D',
    tables: [
      {
        dataset: 'visitors',
        columns: ['person', 'town', 'age'].map((name) => ({ name, disclosure: name === 'person' ? 'hidden' : 'plain' })),
        rows: [],
        minimumGroup: 10,
      },
    ],
    maximumRisk: 1,
    quasiIdentifiers: ['town', 'age'],
    ...change,
  })
}
const run = (change: Partial<Grant>) =>
  provision({ grant: granting(change), contractByDataset: new Map([[contract.dataset, contract]]), store: scene.store, at })

describe('A16 rows that too few are like are not written', () => {
  it.each([
    ['just those below, an unknown value being one', 20, 985, 25, 0.015],
    ['a class of exactly so many stays', 25, 985, 25, 0.015],
    ['one more, and it goes too', 26, 960, 80, 0.04],
    ['nothing where every class is large enough', 2, 995, 10, 0.005],
  ])('%s', async (_, below, kept, k, leftOutShare) => {
    expect(await run({ leaveOut: { below, most: 0.2 } })).toMatchObject({
      ok: true,
      rows: kept,
      risk: [{ measured: { rows: kept, k, leftOutShare } }],
    })
  })

  it('and no more of them than was decided: the grant is not opened', async () => {
    expect(await run({ leaveOut: { below: 20, most: 0.015 } })).toMatchObject({ ok: true })
    expect(await run({ leaveOut: { below: 20, most: 0.0149 } })).toMatchObject({
      ok: false,
      refusal: 'risk-too-high',
      beyond: [{ table: 'visitors', measure: 'left-out', measured: 0.015, allowed: 0.0149 }],
    })
  })

  it('all are written where nothing was decided of that, or nobody named a quasi-identifier', async () => {
    const plain = await run({})
    expect(plain).toMatchObject({ ok: true, rows: 1000, risk: [{ measured: { k: 1 } }] })
    expect(plain.risk[0]?.measured).not.toHaveProperty('leftOutShare')
    expect(await run({ quasiIdentifiers: [], leaveOut: { below: 20, most: 0.2 } })).toMatchObject({
      rows: 1000,
      risk: [{ measured: { leftOutShare: 0 } }],
    })
  })
})
