import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftDays, draftFor, keepDraft, mostDrafts, wipeDraftsOf } from '../store/drafts.ts'
import { type TestedPlatform, testPlatform, type Visitor } from '../testing.ts'

let tested: TestedPlatform
let [agency, other]: readonly Visitor[] = []
beforeAll(async () => {
  tested = await testPlatform()
  agency = await tested.signedIn('transport')
  other = await tested.signedIn('authority')
})
afterAll(() => tested.stop())

const plan = { kind: 'agency', title: '草稿预案', scenario: 's1', text: '张三的电话' }
const form = '/api/drafts/emergency-plan.file'
const rows = () => tested.running.db.selectFrom('drafts').selectAll().execute()

describe('a draft', () => {
  it('comes back as it was written, to its writer alone, and lies sealed', async () => {
    expect((await agency?.post(form, { answers: plan }))?.status).toBe(200)
    expect((await agency?.get(form))?.body.draft.answers).toEqual(plan)
    expect((await other?.get(form))?.body).toEqual({})
    expect(JSON.stringify(await rows())).not.toContain('张三')
    expect((await rows()).map(({ sealed }) => sealed.includes('title'))).toEqual([false])
  })

  it('takes the place of the one before, and is listed with what it is of', async () => {
    await agency?.post(form, { answers: { ...plan, title: '改过' } })
    expect((await agency?.get(form))?.body.draft.answers.title).toBe('改过')
    expect((await agency?.get('/api/drafts'))?.body).toMatchObject([{ act: 'emergency-plan.file', plural: 'emergency-plans', case: '' }])
    expect((await other?.get('/api/drafts'))?.body).toEqual([])
  })

  it('moved to another person does not open', async () => {
    const { db } = tested.running
    await db.updateTable('drafts').set({ person: 'p-authority' }).execute()
    expect((await other?.get(form))?.status).toBe(500)
    await db.deleteFrom('drafts').execute()
  })

  it('stays after a refusal and is wiped by the act', async () => {
    await agency?.post(form, { answers: plan })
    expect((await agency?.post('/api/cases/emergency-plans/acts/file', { ...plan, title: '' }))?.status).toBe(400)
    expect(await rows()).toHaveLength(1)
    expect((await agency?.post('/api/cases/emergency-plans/acts/file', plan))?.status).toBe(200)
    expect(await rows()).toHaveLength(0)
  })

  it('is wiped when its writer throws it away', async () => {
    await agency?.post(form, { answers: plan })
    await agency?.remove(form)
    expect(await rows()).toHaveLength(0)
  })

  it('of an act that there is not, or longer than a form, is not kept', async () => {
    expect((await agency?.post('/api/drafts/emergency-plan.nothing', { answers: {} }))?.status).toBe(404)
    expect((await agency?.post('/api/drafts/nothing', { answers: {} }))?.status).toBe(404)
    expect((await agency?.post(form, { answers: { text: 'x'.repeat(400_001) } }))?.body).toMatchObject({
      status: 400,
      places: [{ place: 'body.answers' }],
    })
  })

  it('is forgotten after thirty days, and the oldest makes room for the newest', async () => {
    const store = { db: tested.running.db, accountKey: new Uint8Array(32) }
    const at = (day: number, minute: number) => new Date(Date.UTC(2026, 0, day, 0, minute)).toISOString() as never
    const one = (id: string) => ({ person: 'p-x', act: 'call.publish', id })
    for (let number = 0; number <= mostDrafts; number += 1) await keepDraft(store, one(`c${number}`), { number }, at(1, number))
    const [last, now] = [draftDays + 1, at(draftDays + 1, 10)]
    expect(await draftFor(store, one('c0'), at(1, 59))).toBeUndefined()
    expect((await draftFor(store, one('c10'), now))?.answers).toEqual({ number: 10 })
    expect(await draftFor(store, one('c9'), now)).toBeUndefined()
    await keepDraft(store, one('new'), {}, at(last + 1, 0))
    expect((await rows()).map(({ id }) => id)).toEqual(['new'])
    await wipeDraftsOf(store.db, 'p-x')
    expect(await rows()).toEqual([])
  })
})
