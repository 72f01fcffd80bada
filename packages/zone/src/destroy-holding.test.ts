import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Order } from './orders.ts'
import { openedZone, peopleCsv, peopleGrant, type TestedZone } from './testing-zone.ts'

let zone: TestedZone
beforeEach(async () => {
  zone = await openedZone()
})
afterEach(async () => {
  expect(zone.faults).toEqual([])
  await zone.remove()
})

const scope = 'dataset/people'
const reason = 'the purpose has ended'
const seal: Order = { order: 'seal-holding', scope, reason }
const unseal: Order = { order: 'unseal-holding', scope, reason }
const destroy = (change: Partial<Extract<Order, { order: 'destroy-holding' }>> = {}): Order => ({
  order: 'destroy-holding',
  scope,
  task: 't1',
  requester: 'p-requester',
  approver: 'p-approver',
  executor: 'p-executor',
  witness: 'p-witness',
  reason,
  ...change,
})
const provisionAgain: Order = { order: 'provision', grant: peopleGrant({ grant: 'g9', workspace: 'w9' }) }
const enter = async () => {
  const pass = await zone.node().enter(zone.header('intake', 'people'), [{ purpose: 'intake', scope: 'people' }])
  return pass.ok ? 'in' : pass.refusal
}

describe('W19-2 a sealed dataset is neither read nor filled', () => {
  it('until it is unsealed, also over a restart', async () => {
    expect(await zone.send(seal)).toMatchObject({ outcome: 'done' })
    expect(await enter()).toBe('dataset-sealed')
    expect(await zone.send(provisionAgain)).toMatchObject({ outcome: 'refused', refusal: 'wrong-state' })
    await zone.restart()
    expect(await enter()).toBe('dataset-sealed')
    expect(await zone.send(seal)).toMatchObject({ refusal: 'wrong-state' })
    expect(await zone.send(unseal)).toMatchObject({ outcome: 'done' })
    expect(await enter()).toBe('in')
    expect(await zone.send(provisionAgain)).toMatchObject({ outcome: 'done' })
  })
  it('is unsealed only where it is sealed, and a dataset nobody knows is not sealed', async () => {
    expect(await zone.send(unseal)).toMatchObject({ refusal: 'wrong-state' })
    expect(await zone.send({ order: 'seal-holding', scope: 'dataset/nobody', reason })).toMatchObject({ refusal: 'unknown-holding' })
  })
})

describe('W19-3 the destruction of a dataset', () => {
  it('is carried out only on what is sealed, by one person before another', async () => {
    expect(await zone.send(destroy())).toMatchObject({ refusal: 'wrong-state' })
    await zone.send(seal)
    expect(await zone.send(destroy({ witness: 'p-executor' }))).toMatchObject({ refusal: 'same-person-twice' })
  })

  it('takes the key, then every version, and proves that nothing opens; what lives on elsewhere is named', async () => {
    expect(await zone.deliver('people', peopleCsv(2100))).toBe('accepted')
    await zone.send(seal)
    const { outcome, result } = await zone.send(destroy())
    expect(outcome).toBe('done')
    expect(result.holding).toMatchObject({ task: 't1', scope, executor: 'p-executor', witness: 'p-witness' })
    expect(result.holding?.inventory.filter(({ object }) => object.endsWith('.sealed')).length).toBeGreaterThanOrEqual(2)
    expect(result.holding?.verification.map(({ answer }) => answer.length > 0)).toEqual([true, true, true, true])
    expect(result.holding?.residuals[0]).toContain('workspace w1')
    expect(existsSync(join(zone.folder, 'parts', 'dataset', 'people'))).toBe(false)
    expect(await enter()).toBe('dataset-destroyed')
    for (const order of [seal, unseal, destroy({ task: 't2' })]) expect(await zone.send(order)).toMatchObject({ refusal: 'wrong-state' })
    await zone.restart()
    expect(await zone.send(provisionAgain)).toMatchObject({ refusal: 'wrong-state' })
    expect(zone.node().shut().get(scope)).toBe('destroyed')
    // The workspace has a key of its own and a destruction of its own.
    expect((await zone.node().workspace('w1'))?.tables[0]?.rows).toBe(2000)
  })
})

describe('W19-2 W19-3 an export', () => {
  const exported = 'export/x1'
  const draft = async () => {
    const submitted = await zone
      .node()
      .submit(zone.ticket('workbench', 'w1'), 'w1', { sql: 'select district, count(*) as n from people group by 1' })
    if (!submitted.ok) throw new Error('could not submit the query of the test')
    await vi.waitFor(() => expect(zone.node().job(submitted.job)?.state).toBe('done'), { timeout: 30_000 })
    const files = [{ kind: 'table' as const, name: 'districts.csv', job: submitted.job, exact: [] }]
    const drafted = await zone.node().exports.draft(zone.ticket('workbench', 'w1'), 'w1', { files, context: 'people by district' }, 'x1')
    expect(drafted.ok).toBe(true)
    return submitted.job
  }
  const read = async () => (await zone.node().lineage({ node: 'export:x1' })).edges

  it('is sealed and destroyed by itself: its workspace and the result it came of stay', async () => {
    const job = await draft()
    expect((await read()).map(({ from, to }) => [from, to])).toContainEqual([`job:${job}`, 'export:x1'])
    expect(await zone.send({ order: 'seal-holding', scope: exported, reason })).toMatchObject({ outcome: 'done' })
    const { outcome, result } = await zone.send(destroy({ scope: exported, task: 't3' }))
    expect(outcome).toBe('done')
    expect(result.holding?.inventory.length).toBeGreaterThan(0)
    expect(result.holding?.verification).toHaveLength(4)
    const pass = await zone.node().enter(zone.header('review', 'x1@any'), [{ purpose: 'review', scope: 'x1@any' }])
    expect(pass).toMatchObject({ ok: false, refusal: 'export-destroyed' })
    expect(await zone.node().result(zone.ticket('workbench', 'w1'), job)).toBeDefined()
    expect((await zone.node().workspace('w1'))?.stage).toBe('opened')
  })
})
