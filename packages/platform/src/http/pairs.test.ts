import { day } from '@yunhe/law'
import { idNumberFor } from '@yunhe/law/identifiers/id-number'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replay } from '../projections/replay.ts'
import { activeAuthorization, applicationForm, publishedCall } from '../scenes/admission.ts'
import { itemForm } from '../scenes/conduct.ts'
import { type Deed, pathOf } from '../scenes/stage.ts'
import { type Answered, type TestedPlatform, testPlatform } from '../testing.ts'

/** Two hundred pairs of acts of which the law allows one, each pair sent in one moment. */
interface Contender extends Deed {
  readonly login: string
}
type Pair = readonly [Contender, Contender]

let tested: TestedPlatform
beforeAll(async () => {
  tested = await testPlatform()
})
afterAll(() => tested.stop())

const tally = { pairs: 0, raced: 0 }

const sent = async ({ login, ...deed }: Contender): Promise<Answered> => (await tested.signedIn(login)).post(pathOf(deed), deed.asked ?? {})

/** The winner's entries. */
const contested = async (pair: Pair): Promise<readonly string[]> => {
  await Promise.all(pair.map(({ login }) => tested.signedIn(login)))
  const answers = await Promise.all(pair.map(sent))
  const [won, lost] = answers.toSorted((one, other) => one.status - other.status) as [Answered, Answered]
  expect([won.status, lost.status], JSON.stringify([won.body, lost.body])).toEqual([
    200,
    expect.toSatisfy((status) => [409, 422].includes(status)),
  ])
  tally.pairs += 1
  if (lost.status === 422) expect(lost.body.refusals.length).toBeGreaterThan(0)
  else learnsWhy(lost, won.body.entries, pair)
  return won.body.entries
}

/** In words; and by name, where the slower may see what the faster did. */
const learnsWhy = ({ body }: Answered, entries: readonly string[], [one, other]: Pair): void => {
  tally.raced += 1
  expect(body.words).toEqual({ zh: expect.stringContaining('未写入'), en: expect.stringContaining('nothing of yours was written') })
  const isSameCase = one.id !== undefined && one.id === other.id
  if (isSameCase) expect(body.faster).toEqual([entries.at(-1)])
  else for (const ref of body.faster) expect(entries).toContain(ref)
}

const times = (count: number): readonly number[] => Array.from({ length: count }, (_, number) => number)
const opened = (login: string, plural: string, act: string, asked: unknown) => tested.does(login, { plural, act, asked })

describe('of two acts of which the law allows one, sent in one moment, exactly one is done and the other learns why', () => {
  it('W15-1 two approvals of one emergency plan (40 pairs)', async () => {
    for (const number of times(40)) {
      const asked = { kind: 'agency', title: `预案 ${number}`, scenario: `s${number}`, text: '正文' }
      const id = await opened('transport', 'emergency-plans', 'file', asked)
      const approval = (validUntil: string): Contender => ({
        ...{ login: 'cyberspace', plural: 'emergency-plans', act: 'approve', id },
        asked: { validUntil, opinion: '' },
      })
      await contested([approval('2026-06-30'), approval('2026-07-31')])
    }
  })

  it('A6 two agencies name one dataset (40 pairs)', async () => {
    for (const number of times(40)) {
      const registration = (login: string): Contender => ({
        ...{ login, plural: 'catalog-items', act: 'register' },
        asked: itemForm(`contested_${number}`),
      })
      await contested([registration('transport'), registration('statistics')])
    }
  })

  it('W9-2 one organization applies twice to one call (30 pairs)', async () => {
    for (const _ of times(30)) {
      const application: Contender = {
        ...{ login: 'operator', plural: 'applications', act: 'submit' },
        asked: applicationForm(await publishedCall(tested)),
      }
      await contested([application, application])
    }
  })

  it('A9 one body gives two opinions on one application (30 pairs)', async () => {
    for (const _ of times(30)) {
      const id = await opened('operator', 'applications', 'submit', applicationForm(await publishedCall(tested)))
      await tested.does('authority', { plural: 'applications', act: 'accept', id })
      const opinion = (conclusion: string): Contender => ({
        ...{ login: 'police', plural: 'applications', act: 'opine', id },
        asked: { conclusion, reason: '经审查' },
      })
      await contested([opinion('agree'), opinion('refuse')])
    }
  })

  it('A11 two orders to rectify one authorization, then two resumptions (40 pairs)', async () => {
    const id = await activeAuthorization(tested)
    const deed = (login: string, act: string, asked: unknown): Contender => ({ login, plural: 'authorizations', act, id, asked })
    for (const number of times(20)) {
      const order = (violation: string) =>
        deed('authority', 'order-rectification', { violation, finding: `认定 ${number}`, due: '2026-04-10' })
      await contested([order('misuse'), order('misuse')])
      await tested.does('operator', deed('operator', 'report-rectification', { feedback: '已整改' }))
      const resumption = (acceptance: string) => deed('authority', 'resume', { acceptance })
      await contested([resumption('验收一'), resumption('验收二')])
    }
  })

  it('A16 a person is let go by the operator and by the data authority (20 pairs)', async () => {
    for (const number of times(20)) {
      const idNumber = idNumberFor('320211', day('1991-06-15'), 200 + number)
      const id = await opened('operator', 'persons', 'apply', { displayName: '某人', idNumber, login: `p${number}x` })
      const leaving = (login: string): Contender => ({ login, plural: 'persons', act: 'leave', id, asked: { reason: '离岗' } })
      await contested([leaving('operator'), leaving('authority')])
    }
  })

  it('no more than that happened, races among them, and every table is what the log gives', async () => {
    expect(tally.pairs).toBe(200)
    expect(tally.raced).toBeGreaterThan(20)
    const { differences } = await replay(tested.running.db, tested.running.log, false)
    expect(differences).toEqual([])
  })
})
