import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replay } from '../projections/replay.ts'
import { publishedCall } from '../scenes/admission.ts'
import { registeredItem } from '../scenes/conduct.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
beforeAll(async () => {
  tested = await testPlatform()
})
afterAll(() => tested.stop())

const page = async (plural: string, id: string) => (await tested.signedIn('authority')).get(`/api/cases/${plural}/${id}`)
const flip = (stream: string, version: number, column: 'sealed' | 'canonical') => {
  const table = column === 'sealed' ? 'payloads' : 'entries'
  return sql`update ${sql.table(table)} set ${sql.ref(column)} = set_byte(${sql.ref(column)}, 40, get_byte(${sql.ref(column)}, 40) # 1)
    where stream = ${stream} and version = ${version}`.execute(tested.running.db)
}

describe('a case of which one byte was changed in the database', () => {
  it('A24 shows the damaged entry by its name, and everything else as it stands', async () => {
    const id = await registeredItem(tested, 'damaged_payload')
    // The entries have their places in the log by then, in both answers.
    await tested.settled()
    const before = (await page('catalog-items', id)).body
    await flip(`catalog-item/${id}`, 2, 'sealed')
    const { status, body } = await page('catalog-items', id)
    expect(status).toBe(200)
    expect(body.damaged).toEqual([`catalog-item/${id}@2`])
    expect(body.history.map((one: { damaged: boolean }) => one.damaged)).toEqual([false, true])
    expect(body.history[1]).toMatchObject({ ref: `catalog-item/${id}@2`, type: 'GovernanceCertified', destroyed: false })
    expect(body.history[1].payload).toBeUndefined()
    expect(body.history[0]).toEqual(before.history[0])
    expect({ title: body.title, stage: body.stage, state: body.state }).toEqual({
      title: before.title,
      stage: before.stage,
      state: JSON.parse(JSON.stringify(before.state)),
    })
  })

  it('A24 lets nothing be decided on it, and writes nothing', async () => {
    const id = await registeredItem(tested, 'damaged_decision')
    await flip(`catalog-item/${id}`, 1, 'sealed')
    expect((await page('catalog-items', id)).body.acts).toEqual([])
    const acting = await (await tested.signedIn('transport')).post(`/api/cases/catalog-items/${id}/acts/govern`, { statement: '已治理' })
    expect(acting.status).toBe(500)
    expect(acting.raw.body).not.toContain('damaged')
    expect(await tested.running.log.version(`catalog-item/${id}`)).toBe(2)
  })

  it('A24 an entry whose own bytes were changed is damaged too; replay names it', async () => {
    const call = await publishedCall(tested)
    await flip(`call/${call}`, 1, 'canonical')
    const { status, body } = await page('calls', call)
    expect(status).toBe(200)
    expect(body.damaged).toEqual([`call/${call}@1`])
    expect((await replay(tested.running.db, tested.running.log, false)).differences).toContain(`call/${call}@1: damaged`)
  })
})
