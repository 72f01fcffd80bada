import { afterAll, beforeAll, expect, it } from 'vitest'
import { activeAuthorization } from '../scenes/admission.ts'
import { deliveredItem, openedRequest } from '../scenes/conduct.ts'
import { pathOf } from '../scenes/stage.ts'
import { type TestedPlatform, testPlatform } from '../testing.ts'

let tested: TestedPlatform
let item = ''
let request = ''
beforeAll(async () => {
  tested = await testPlatform({ zone: true })
  const authorization = await activeAuthorization(tested)
  item = await deliveredItem(tested)
  request = await openedRequest(tested, authorization, item)
})
afterAll(() => tested.stop())

const deed = (act: string, asked: unknown = {}, id?: string) => ({ plural: 'destructions', act, asked, ...(id !== undefined && { id }) })
const refusedUnder = async (login: string, one: ReturnType<typeof deed>) => {
  const { body } = await (await tested.signedIn(login)).post(pathOf(one), one.asked)
  return (body.refusals ?? []).map(({ code }: { code: string }) => code)
}
const ofDestruction = (id: string) => tested.reads('authority', `/api/cases/destructions/${id}`)

it('W19-2 W19-3 a dataset that is closed for good is sealed at once, destroyed before a witness, and certified; what was written from it is named', async () => {
  const wish = { trigger: 'purpose-met', item, reason: '处理目的已实现' }
  expect(await refusedUnder('transport', deed('open-for-item', wish))).toEqual(['item-still-open'])
  await tested.does('transport', {
    plural: 'catalog-items',
    act: 'change-attribute',
    id: item,
    asked: { openAttribute: 'prohibited', secrecy: false, reason: '不再提供' },
  })
  await tested.settled()
  const id = await tested.does('transport', deed('open-for-item', wish))
  await tested.settled()
  expect((await ofDestruction(id)).state).toMatchObject({ stage: 'opened', item, isShut: true })
  const closed = await (await tested.signedIn('transport')).post('/api/tickets', { purpose: 'intake', case: item })
  const pass = await tested.zone?.enter(`Ticket ${closed.body.ticket}`, [{ purpose: 'intake', scope: 'readings' }])
  expect(pass).toMatchObject({ ok: false, refusal: 'dataset-sealed' })

  const people = { executor: 'p-datacenter', witness: 'p-datacenter-witness' }
  await tested.does('authority', deed('approve', { method: '密码学擦除并删除密文' }, id))
  const asked = await tested.reads('datacenter', `/api/cases/destructions/${id}`)
  const warnings = asked.acts.map(({ act, final }: { act: string; final?: { zh: string } }) => [act, final?.zh ?? ''])
  expect(Object.fromEntries(warnings)).toMatchObject({ execute: expect.stringContaining('不能恢复'), accept: '' })
  await tested.does('datacenter', deed('execute', people, id))
  await tested.settled()
  const { state } = await ofDestruction(id)
  expect(state).toMatchObject({ stage: 'executed', record: people })
  expect(state.record.inventory.length).toBeGreaterThan(0)
  expect(state.record.residuals.join()).toContain(request)
  await tested.does('authority', deed('accept', { opinion: '核验无误' }, id))
  expect((await ofDestruction(id)).stage).toBe('certified')
  expect(tested.zone?.shut().get('dataset/readings')).toBe('destroyed')
  expect(tested.zoneFaults).toEqual([])
})
