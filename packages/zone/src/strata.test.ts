/** What tells who stands where is at hand only while the tables of the workspace lie open. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTables } from './jobs/open-tables.ts'
import { lookAt, raise, release } from './outputs/testing-looks.ts'
import { openStrata } from './strata.ts'

const base = 'w1@1/firms'
const [first, second] = [(row: number) => 1 + (row % 2), (row: number) => 1 + Math.floor(row / 50)]
  .map((cellOf) => lookAt(100, [cellOf]).members[0] ?? raise())
  .map((members, at) => release(`q${at}`, members))
const laid = [second ?? raise(), 0, [first ?? raise()]] as const

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'yunhe-strata-'))
})
afterAll(() => rm(root, { recursive: true }))

describe('W16-3 who stood in released cells', () => {
  it('is in memory while the tables of the workspace lie open, and overwritten when they close', async () => {
    const tables = openTables(root, { gone: async (_, workspace) => strata.forget(workspace) })
    const strata = openStrata(
      (workspace) => tables.folders(workspace).length > 0,
      async () => undefined,
    )
    expect(strata.use('w1').stratumOf(base)).toBeUndefined()
    const folder = await tables.use('w1', 1)
    const use = strata.use('w1')
    const over = (await use.stratumOf(base)?.laid(...laid)) ?? raise()
    use.release()
    const { of } = over.domain.classes ?? raise()
    expect([strata.count('w1'), of.some((one) => one > 0)]).toEqual([1, true])
    folder.release()
    await tables.wipe('w1')
    expect([strata.count('w1'), of.some((one) => one > 0)]).toEqual([0, false])
    expect(strata.use('w1').stratumOf(base)).toBeUndefined()
  })

  it('is overwritten only when a comparison that goes on has ended, and no other begins with it', async () => {
    const strata = openStrata(
      () => true,
      async () => undefined,
    )
    const [use, other] = [strata.use('w1'), strata.use('w1')]
    const { of } = ((await use.stratumOf(base)?.laid(...laid)) ?? raise()).domain.classes ?? raise()
    strata.forget('w1')
    const later = strata.use('w1')
    expect(later.stratumOf(base)).not.toBe(use.stratumOf(base))
    use.release()
    use.release()
    expect(of.some((one) => one > 0)).toBe(true)
    other.release()
    expect(of.some((one) => one > 0)).toBe(false)
  })
})
