import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { zoneServer } from '../http/server.ts'
import { maskByKind } from '../masks/masks.ts'
import type { DatasetContract, Grant, Mask } from '../orders.ts'
import { origin, type TestedZone, testedZone } from '../testing-zone.ts'

const contract: DatasetContract = {
  dataset: 'residents',
  provider: 'public-security-bureau',
  grade: 'general-4',
  columns: [
    { name: 'id_number', type: 'text', required: true, personal: 'identifier' },
    { name: 'mobile', type: 'text', required: true, personal: 'identifier' },
    { name: 'born_on', type: 'date', required: true, personal: 'quasi-identifier' },
    { name: 'sex', type: 'text', required: true, personal: 'quasi-identifier' },
    { name: 'income', type: 'integer', required: false, personal: 'sensitive' },
  ],
  subject: { column: 'id_number', oneRow: true },
}

let zone: TestedZone
let app: ReturnType<typeof zoneServer>
beforeAll(async () => {
  zone = await testedZone()
  app = zoneServer(zone.node(), origin, (fault) => zone.faults.push(String(fault)))
  await zone.send({ order: 'lease', until: '2026-12-01T00:00:00.000Z' })
  await zone.send({ order: 'register', contract })
  const rows = Array.from({ length: 3000 }, (_, at) => {
    const born = new Date(Date.UTC(1960, 0, 1 + ((at * 37) % 15_000))).toISOString().slice(0, 10)
    return `${at},15400000000,${born},${at % 2 === 0 ? '男' : '女'},${(at * 7) % 20_000}`
  })
  expect(await zone.deliver('residents', ['id_number,mobile,born_on,sex,income', ...rows].join('\n'))).toBe('accepted')
})
afterAll(() => zone.remove())

const ask = async (path: string, body: object, scope = 'residents') => {
  const answer = await app.inject({ method: 'POST', url: path, headers: { authorization: zone.header('plan', scope) }, payload: body })
  return { status: answer.statusCode, body: answer.json() }
}

describe('A12 a plan on made-up rows', () => {
  it('shows every mask before and after, with what it still tells, and no value of the data', async () => {
    const columns = [
      { name: 'id_number', disclosure: 'masked', mask: { kind: 'format-preserving', of: 'id-number' } },
      { name: 'mobile', disclosure: 'masked', mask: { kind: 'partial', keepStart: 3, keepEnd: 4 } },
      { name: 'born_on', disclosure: 'masked', mask: { kind: 'generalize-date', to: 'year' } },
      { name: 'income', disclosure: 'masked', mask: { kind: 'noise', percent: 10 } },
      { name: 'sex', disclosure: 'hidden' },
    ]
    const { status, body } = await ask('/plans/residents/examples', { dataset: 'residents', columns })
    expect(status).toBe(200)
    const [id, mobile, born, income, sex] = body.columns
    for (const { before, after } of id.examples) {
      expect(before).toMatch(/^99\d{15}[\dX]$/)
      expect(after).toMatch(/^\d{17}[\dX]$/)
      expect(after).not.toBe(before)
    }
    expect(id.inverse).toBe('with-the-key')
    expect(mobile.examples[0].after).toMatch(/^154\*{4}\d{4}$/)
    expect(born.examples[0].after).toMatch(/-01-01$/)
    expect(income.leaks.zh).toContain('百分比')
    expect(sex.examples).toEqual([])
  })

  it('says of a decision that cannot be kept why', async () => {
    const columns = [
      { name: 'sex', disclosure: 'masked' },
      { name: 'sex', disclosure: 'masked', mask: { kind: 'noise', percent: 10 } },
      { name: 'blood', disclosure: 'plain' },
      { name: 'id_number', disclosure: 'join-key' },
    ]
    const { body } = await ask('/plans/residents/examples', { dataset: 'residents', columns })
    expect(body.columns.map(({ unfit }: { unfit?: string }) => unfit)).toEqual([
      'mask-missing',
      'mask-does-not-fit',
      'unknown-column',
      undefined,
    ])
    expect(body.columns[3].mask).toEqual({ kind: 'pseudonym' })
  })

  it('knows every mask there is', async () => {
    const every: readonly { readonly name: string; readonly mask: Mask }[] = [
      { name: 'id_number', mask: { kind: 'pseudonym' } },
      { name: 'mobile', mask: { kind: 'format-preserving', of: 'mobile' } },
      { name: 'mobile', mask: { kind: 'partial', keepStart: 1, keepEnd: 1 } },
      { name: 'born_on', mask: { kind: 'generalize-date', to: 'decade' } },
      { name: 'income', mask: { kind: 'generalize-number', width: 1000 } },
      { name: 'sex', mask: { kind: 'generalize-hierarchy', valueByValue: { 男: 'M' } } },
      { name: 'sex', mask: { kind: 'district' } },
      { name: 'sex', mask: { kind: 'generalize-address', to: 'city' } },
      { name: 'income', mask: { kind: 'bands', edges: [1000] } },
      { name: 'income', mask: { kind: 'top-bottom', highest: 5000 } },
      { name: 'income', mask: { kind: 'round', step: 100 } },
      { name: 'income', mask: { kind: 'noise', percent: 5 } },
      { name: 'sex', mask: { kind: 'suppress' } },
    ]
    expect(every.map(({ mask }) => mask.kind).toSorted()).toEqual(Object.keys(maskByKind).toSorted())
    const { body } = await ask('/plans/residents/examples', {
      dataset: 'residents',
      columns: every.map((one) => ({ ...one, disclosure: 'masked' })),
    })
    expect(
      body.columns.every(({ examples, unfit }: { examples: unknown[]; unfit?: string }) => unfit === undefined && examples.length === 5),
    ).toBe(true)
  })
})

describe('A12 a plan worked out on the data', () => {
  const asked = { dataset: 'residents', quasiIdentifiers: ['born_on', 'sex'], k: 20, mostSuppressed: 0 }
  const shape = z.object({
    rows: z.literal(3000),
    found: z.object({
      k: z.int().min(20),
      loss: z.number(),
      suppressedShare: z.literal(0),
      columns: z.array(z.object({ name: z.string() }).loose()).length(2),
    }),
  })

  interface Found {
    readonly columns: readonly { readonly name: string; readonly mask?: Mask }[]
  }
  /** A workspace with just what was proposed. */
  const opened = (workspace: string, { columns }: Found, terms: Pick<Grant, 'maximumRisk'> & Partial<Grant>) =>
    zone.send({
      order: 'provision',
      grant: {
        grant: `g-${workspace}`,
        workspace,
        operator: 'o1',
        authorization: 'a1',
        scenario: 's1',
        until: '2026-12-31',
        minimumIsolation: 'D',
        tables: [
          {
            dataset: 'residents',
            columns: columns.map(({ name, mask }) => (mask ? { name, disclosure: 'masked', mask } : { name, disclosure: 'plain' })),
            rows: [],
            minimumGroup: 10,
          },
        ],
        quasiIdentifiers: asked.quasiIdentifiers,
        ...terms,
      },
    })

  it('answers levels, k and shares, and holds when the workspace is opened with it', async () => {
    const { status, body } = await ask('/plans/residents/proposals', asked)
    expect(status).toBe(200)
    expect(() => shape.parse(body)).not.toThrow()
    expect(JSON.stringify(body)).not.toContain('1960')
    const receipt = await opened('w1', body.found, { maximumRisk: 1 / 20 })
    expect(receipt).toMatchObject({ outcome: 'done', result: { risk: [{ measured: { k: body.found.k } }] } })
  })

  it('may leave a few rows out so that the others keep more, and the workspace leaves out just as many', async () => {
    const { body: none } = await ask('/plans/residents/proposals', { ...asked, k: 60 })
    const { body: some } = await ask('/plans/residents/proposals', { ...asked, k: 60, mostSuppressed: 0.2 })
    expect(some.found.suppressedShare).toBeGreaterThan(0)
    expect(some.found.loss).toBeLessThan(none.found.loss)
    const receipt = await opened('w2', some.found, { maximumRisk: 1 / 60, leaveOut: { below: 60, most: some.found.suppressedShare } })
    expect(receipt).toMatchObject({ outcome: 'done', result: { risk: [{ measured: { k: some.found.k } }] } })
    expect(receipt.result.risk?.[0]?.measured.leftOutShare).toBeGreaterThan(some.found.suppressedShare - 0.001)
  })

  it.each([
    ['another purpose', 'residents', asked, 'intake', 403],
    ['datasets the ticket does not name', 'companies', asked, 'plan', 403],
    ['a column that is not there', 'residents', { ...asked, quasiIdentifiers: ['blood'] }, 'plan', 400],
    ['a column twice', 'residents', { ...asked, quasiIdentifiers: ['sex', 'sex'] }, 'plan', 400],
    ['a k of one', 'residents', { ...asked, k: 1 }, 'plan', 400],
    ['more than a fifth left out', 'residents', { ...asked, mostSuppressed: 0.21 }, 'plan', 400],
    ['fewer than a thousand rows', 'residents', { ...asked, rows: [{ column: 'income', from: '0', to: '10' }] }, 'plan', 422],
  ] as const)('is refused for %s', async (_, scope, body, purpose, status) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/plans/${scope}/proposals`,
      headers: { authorization: zone.header(purpose, scope) },
      payload: body,
    })
    expect(answer.statusCode).toBe(status)
  })
})
