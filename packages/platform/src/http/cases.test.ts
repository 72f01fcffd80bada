import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applicationForm, publishedCall } from '../scenes/admission.ts'
import { itemForm } from '../scenes/conduct.ts'
import { type Answered, type TestedPlatform, testPlatform } from '../testing.ts'

const pairs = 20
const numbers = Array.from({ length: pairs }, (_, number) => number)

let tested: TestedPlatform
beforeAll(async () => {
  tested = await testPlatform()
})
afterAll(() => tested.stop())

/** One is done; the other learned that it was slower, or, if it came a moment later, which rule now stands in its way. */
const expectOneWinner = (answers: readonly Answered[]): void => {
  const [done, lost] = answers.toSorted((a, b) => a.status - b.status)
  expect(done?.status).toBe(200)
  expect([409, 422]).toContain(lost?.status)
  if (lost?.status === 409)
    expect(lost.body).toMatchObject({
      type: 'https://yunhe.example/problems/conflict',
      title: expect.stringMatching(/nothing was written/),
    })
  if (lost?.status === 422) expect(lost.body.refusals.length).toBeGreaterThan(0)
}

describe('two acts on one case at once', () => {
  it.each(numbers)('exactly one of two approvals of a plan is done, and it is the one that stands (%i)', async (number) => {
    const id = await tested.does('transport', {
      plural: 'emergency-plans',
      act: 'file',
      asked: { kind: 'agency', title: `预案 ${number}`, scenario: 's1', text: '正文' },
    })
    const approvals = ['2026-06-30', '2026-07-31'].map(async (validUntil) =>
      (await tested.signedIn('cyberspace')).post(`/api/cases/emergency-plans/${id}/acts/approve`, { validUntil, opinion: '' }),
    )
    const answers = await Promise.all(approvals)
    expectOneWinner(answers)
    const { body } = await (await tested.signedIn('cyberspace')).get(`/api/cases/emergency-plans/${id}`)
    expect(body.history.map(({ type }: { type: string }) => type)).toEqual(['EmergencyPlanFiled', 'EmergencyPlanApproved'])
    expect(body.state.validUntil).toBe(answers[0]?.status === 200 ? '2026-06-30' : '2026-07-31')
  })

  it('W9-2 of two applications of one organization to one call, exactly one is filed', async () => {
    for (const call of await Promise.all(numbers.slice(0, 5).map(() => publishedCall(tested)))) {
      const who = await tested.signedIn('operator')
      const answers = await Promise.all([1, 2].map(() => who.post('/api/cases/applications/acts/submit', applicationForm(call))))
      expectOneWinner(answers)
    }
  })
})

describe('two acts on two cases that rest on the same fact', () => {
  it.each(numbers)('exactly one of two catalog items gets the name of a dataset (%i)', async (number) => {
    const form = itemForm(`contested_${number}`)
    const answers = await Promise.all(
      ['transport', 'statistics'].map(async (login) => (await tested.signedIn(login)).post('/api/cases/catalog-items/acts/register', form)),
    )
    expectOneWinner(answers)
  })

  it('an act that rests on a case that changed meanwhile is not done', async () => {
    const call = await publishedCall(tested, { openFrom: '2026-03-02', openTo: '2026-03-02' })
    await tested.moveTo('2026-03-03T09:00:00+08:00')
    const [closing, filing] = await Promise.all([
      (await tested.signedIn('authority')).post(`/api/cases/calls/${call}/acts/close`),
      (await tested.signedIn('applicant')).post('/api/cases/applications/acts/submit', applicationForm(call)),
    ])
    expect(closing.status).toBe(200)
    expect([409, 422]).toContain(filing.status)
  })
})
